-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "snmp" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "priv" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "profiles" TEXT[],
    "poll_seconds" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_state" (
    "device_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "why" TEXT NOT NULL,
    "polled_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "reading" JSONB,

    CONSTRAINT "device_state_pkey" PRIMARY KEY ("device_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "device_name_key" ON "device"("name");

-- AddForeignKey
ALTER TABLE "device_state" ADD CONSTRAINT "device_state_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE CASCADE;
