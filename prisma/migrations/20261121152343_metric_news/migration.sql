-- CreateTable
CREATE TABLE "metric_news" (
    "target" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "metric_news_pkey" PRIMARY KEY ("target","step")
);
