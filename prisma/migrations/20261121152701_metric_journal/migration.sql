-- CreateTable
CREATE TABLE "metric_journal" (
    "seq" BIGINT NOT NULL,
    "part" INTEGER NOT NULL,
    "samples" BYTEA NOT NULL,

    CONSTRAINT "metric_journal_pkey" PRIMARY KEY ("part","seq")
);

-- CreateTable
CREATE TABLE "metric_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "metric_head_pkey" PRIMARY KEY ("id")
);

-- By hand: samples are packed already; compressing them would take longer than writing them.
ALTER TABLE "metric_journal" ALTER COLUMN "samples" SET STORAGE EXTERNAL;
INSERT INTO "metric_head" DEFAULT VALUES;
