-- CreateTable
CREATE TABLE "mib_module" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "active_name" TEXT,
    "text" TEXT NOT NULL,
    "parsed" JSONB NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_by_name" TEXT NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "mib_module_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "watched_object" (
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "oid" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "module" TEXT NOT NULL,
    "is_column" BOOLEAN NOT NULL,
    "kind" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "watched_object_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mib_module_active_name_key" ON "mib_module"("active_name");

-- CreateIndex
CREATE INDEX "mib_module_removed_at_idx" ON "mib_module"("removed_at");

-- CreateIndex
CREATE UNIQUE INDEX "watched_object_device_id_oid_key" ON "watched_object"("device_id", "oid");

-- AddForeignKey
ALTER TABLE "watched_object" ADD CONSTRAINT "watched_object_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE CASCADE;
