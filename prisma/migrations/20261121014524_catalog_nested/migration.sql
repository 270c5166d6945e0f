-- AlterTable
ALTER TABLE "catalog_entry" ADD COLUMN     "nested" BOOLEAN NOT NULL DEFAULT false;
