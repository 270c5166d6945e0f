-- AlterTable
ALTER TABLE "alert_delivery" ADD COLUMN     "recipient" TEXT,
ADD COLUMN     "uncertain" BOOLEAN NOT NULL DEFAULT false;
