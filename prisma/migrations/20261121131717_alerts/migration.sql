-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "severity" TEXT NOT NULL,
    "target" TEXT,
    "condition" JSONB NOT NULL,
    "for_seconds" INTEGER NOT NULL,
    "grouping" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "series" TEXT,
    "unit" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "fired_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION,
    "text" TEXT NOT NULL,
    "quiet" TEXT,
    "notified_at" TIMESTAMPTZ(3),
    "group_key" TEXT NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_silence" (
    "id" UUID NOT NULL,
    "rule_id" UUID,
    "target" TEXT,
    "reason" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_silence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_dependency" (
    "target" TEXT NOT NULL,
    "on_target" TEXT NOT NULL,

    CONSTRAINT "alert_dependency_pkey" PRIMARY KEY ("target","on_target")
);

-- CreateTable
CREATE TABLE "alert_delivery" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "alert_rule_name_key" ON "alert_rule"("name");

-- CreateIndex
CREATE INDEX "alert_state_idx" ON "alert"("state");

-- CreateIndex
CREATE INDEX "alert_resolved_at_id_idx" ON "alert"("resolved_at" DESC, "id");

-- CreateIndex
CREATE INDEX "alert_silence_until_idx" ON "alert_silence"("until");

-- CreateIndex
CREATE INDEX "alert_delivery_state_next_at_idx" ON "alert_delivery"("state", "next_at");

-- By hand: one open alert of a rule and subject, so that no two processes can open it twice; and only what is known.
CREATE UNIQUE INDEX "alert_open_key" ON "alert"("rule_id", "subject") WHERE "state" <> 'resolved';
ALTER TABLE "alert" ADD CONSTRAINT "alert_state" CHECK ("state" IN ('pending', 'firing', 'acknowledged', 'resolved'));
ALTER TABLE "alert" ADD CONSTRAINT "alert_severity" CHECK ("severity" IN ('warn', 'failing'));
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_severity" CHECK ("severity" IN ('warn', 'failing'));
ALTER TABLE "alert_silence" ADD CONSTRAINT "alert_silence_of" CHECK ("rule_id" IS NOT NULL OR "target" IS NOT NULL);

-- By hand: the rules that every portal begins with. They are here so that they come once, and stay away when somebody removes them.
INSERT INTO "alert_rule" ("id", "name", "enabled", "severity", "target", "condition", "for_seconds", "grouping") VALUES
('a1e00000-0000-4000-8000-000000000001', 'XMPP server is away', true, 'failing', 'server:*',
  '{"is":"state","kind":"server.state","states":["away"]}', 60, 'target'),
('a1e00000-0000-4000-8000-000000000002', 'Cluster member has stopped', true, 'failing', 'server:*',
  '{"is":"state","kind":"cluster.member","states":["stopped"]}', 0, 'target'),
('a1e00000-0000-4000-8000-000000000003', 'Directory is away', true, 'failing', 'directory',
  '{"is":"state","kind":"directory.state","states":["away"]}', 30, 'target'),
('a1e00000-0000-4000-8000-000000000004', 'Lists are out of date', true, 'warn', 'directory',
  '{"is":"state","kind":"catalog.state","states":["stale"]}', 0, 'target'),
('a1e00000-0000-4000-8000-000000000005', 'Database of the directory is filling up', true, 'warn', 'directory',
  '{"is":"threshold","series":"directory.pages.used","percentOf":"directory.pages.most","direction":"above","limit":80,"clear":75}', 300, 'rule'),
('a1e00000-0000-4000-8000-000000000006', 'Database of the directory is full in 4 days', true, 'failing', 'directory',
  '{"is":"forecast","series":"directory.pages.used","percentOf":"directory.pages.most","direction":"above","limit":100,"windowSeconds":86400,"withinSeconds":345600}', 600, 'rule'),
('a1e00000-0000-4000-8000-000000000007', 'Certificate expires within 30 days', true, 'warn', 'server:*',
  '{"is":"threshold","series":"xmpp.certificate.days","percentOf":null,"direction":"below","limit":30,"clear":31}', 0, 'rule'),
('a1e00000-0000-4000-8000-000000000008', 'No samples of an XMPP server', true, 'warn', 'server:*',
  '{"is":"absence","series":"xmpp.reachable","seconds":300}', 0, 'target'),
('a1e00000-0000-4000-8000-000000000009', 'No samples of the directory', true, 'warn', 'directory',
  '{"is":"absence","series":"directory.reachable","seconds":300}', 0, 'target');
