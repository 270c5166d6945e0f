-- CreateTable
CREATE TABLE "metric_series" (
    "id" SERIAL NOT NULL,
    "digest" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "labels" JSONB NOT NULL,
    "kind" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "heartbeat" INTEGER NOT NULL,
    "min" DOUBLE PRECISION,
    "max" DOUBLE PRECISION,
    "bits" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "metric_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_state" (
    "series" INTEGER NOT NULL,
    "last_ms" BIGINT NOT NULL,
    "last_value" DOUBLE PRECISION,
    "state" TEXT NOT NULL,
    "chunk" INTEGER NOT NULL,
    "cells" BYTEA NOT NULL,

    CONSTRAINT "metric_state_pkey" PRIMARY KEY ("series")
);

-- CreateTable
CREATE TABLE "metric_open" (
    "series" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "chunk" INTEGER NOT NULL,
    "cells" BYTEA NOT NULL,

    CONSTRAINT "metric_open_pkey" PRIMARY KEY ("series","step")
);

-- CreateTable
CREATE TABLE "metric_point" (
    "series" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "slot" INTEGER NOT NULL,
    "chunk" INTEGER NOT NULL,
    "cells" BYTEA NOT NULL,

    CONSTRAINT "metric_point_pkey" PRIMARY KEY ("series","step","slot")
);

-- CreateIndex
CREATE UNIQUE INDEX "metric_series_digest_key" ON "metric_series"("digest");

-- CreateIndex
CREATE INDEX "metric_series_target_name_idx" ON "metric_series"("target", "name");

-- CreateIndex
CREATE INDEX "metric_series_name_idx" ON "metric_series"("name");

-- By hand: rows that every sample rewrites keep room on their page for the next version, so that no index entry is made
-- and the old one goes without a VACUUM. Cells are never compressed nor put elsewhere: rows stay below 2 kB.
ALTER TABLE "metric_state" SET (fillfactor = 40);
ALTER TABLE "metric_open" SET (fillfactor = 45);
ALTER TABLE "metric_state" ALTER COLUMN "cells" SET STORAGE PLAIN;
ALTER TABLE "metric_open" ALTER COLUMN "cells" SET STORAGE PLAIN;
ALTER TABLE "metric_point" ALTER COLUMN "cells" SET STORAGE PLAIN;
ALTER TABLE "metric_series" ADD CONSTRAINT "metric_series_kind" CHECK ("kind" IN ('gauge', 'counter', 'derive', 'absolute'));
