-- CreateTable
CREATE TABLE "board" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "owner_name" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "columns" INTEGER NOT NULL,
    "panels" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "board_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "board_owner_id_idx" ON "board"("owner_id");

-- CreateIndex
CREATE INDEX "board_removed_at_idx" ON "board"("removed_at");

-- By hand: what every reader of a board counts on.
ALTER TABLE "board" ADD CONSTRAINT "board_columns" CHECK ("columns" BETWEEN 1 AND 3);
ALTER TABLE "board" ADD CONSTRAINT "board_panels" CHECK (jsonb_typeof("panels") = 'array' AND pg_column_size("panels") <= 262144);
