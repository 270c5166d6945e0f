-- CreateTable
CREATE TABLE "trap_receiver" (
    "id" INTEGER NOT NULL,
    "engine_id" TEXT NOT NULL,
    "boots" INTEGER NOT NULL,
    "listens" TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "counts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "trap_receiver_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trap_engine" (
    "device_id" UUID NOT NULL,
    "engine_id" TEXT NOT NULL,
    "boots" INTEGER NOT NULL,
    "time" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trap_engine_pkey" PRIMARY KEY ("device_id","engine_id")
);

-- CreateTable
CREATE TABLE "trap_seen" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trap_seen_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "trap_refused" (
    "address" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trap_refused_pkey" PRIMARY KEY ("address","reason")
);

-- CreateIndex
CREATE INDEX "trap_seen_at_idx" ON "trap_seen"("at");

-- CreateIndex
CREATE INDEX "trap_refused_last_at_idx" ON "trap_refused"("last_at");

-- AddForeignKey
ALTER TABLE "trap_engine" ADD CONSTRAINT "trap_engine_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE CASCADE;
