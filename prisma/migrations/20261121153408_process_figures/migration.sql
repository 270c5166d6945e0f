-- CreateTable
CREATE TABLE "process_figures" (
    "process" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "process_figures_pkey" PRIMARY KEY ("process")
);
