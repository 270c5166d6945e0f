-- AlterTable
ALTER TABLE "managed_server" ADD COLUMN     "client_certificate" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "client_key" TEXT;
