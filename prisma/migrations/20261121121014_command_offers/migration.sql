-- CreateTable
CREATE TABLE "command_offer" (
    "id" UUID NOT NULL,
    "server_id" UUID NOT NULL,
    "jid" TEXT NOT NULL,
    "node" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "realm_id" UUID NOT NULL,
    "realm_dn" TEXT NOT NULL,
    "realm_key" TEXT NOT NULL,
    "audience" TEXT[],
    "fields" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "command_offer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "command_offer_server_id_idx" ON "command_offer"("server_id");

-- AddForeignKey
ALTER TABLE "command_offer" ADD CONSTRAINT "command_offer_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "managed_server"("id") ON DELETE CASCADE ON UPDATE CASCADE;
