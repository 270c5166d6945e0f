-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "target" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_target_kind_id_idx" ON "event"("target", "kind", "id");

-- CreateIndex
CREATE INDEX "event_kind_id_idx" ON "event"("kind", "id");

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- By hand: what nobody could show or filter by is refused.
ALTER TABLE "event" ADD CONSTRAINT "event_severity" CHECK ("severity" IN ('info', 'warn', 'failing'));
