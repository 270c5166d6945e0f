-- Words are found in the middle by trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "session" (
    "id" CHAR(64) NOT NULL,
    "person_id" UUID NOT NULL,
    "dn" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "holdings" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "password_changed_at" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_try" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "sign_in_try_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "known_address" (
    "user_key" CHAR(64) NOT NULL,
    "address" TEXT NOT NULL,
    "last_success_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_address_pkey" PRIMARY KEY ("user_key","address")
);

-- CreateTable
CREATE TABLE "audit_record" (
    "seq" BIGINT NOT NULL,
    "change_id" UUID NOT NULL,
    "outcome_of" BIGINT,
    "phase" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID,
    "actor_dn" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "session_ref" TEXT,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" UUID,
    "target_dn" TEXT NOT NULL,
    "target_name" TEXT NOT NULL,
    "realm_key" TEXT,
    "realm_dn" TEXT,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "failure" TEXT,
    "reference" TEXT,
    "prev_hash" CHAR(64) NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "audit_record_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
-- By hand: COLLATE "C", so that order and prefix search are the same on every server, whatever its locale.
CREATE TABLE "catalog_entry" (
    "entry_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "dn" TEXT NOT NULL,
    "dn_key" TEXT COLLATE "C" NOT NULL,
    "realm_key" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "sort_surname" TEXT COLLATE "C" NOT NULL,
    "sort_name" TEXT COLLATE "C" NOT NULL,
    "sort_uid" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "sort_mail" TEXT COLLATE "C" NOT NULL DEFAULT '',
    "uid" TEXT COLLATE "C",
    "mail" TEXT COLLATE "C",
    "search" TEXT NOT NULL,
    "locked" BOOLEAN NOT NULL DEFAULT false,
    "locked_until" TIMESTAMPTZ(3),
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "must_change" BOOLEAN NOT NULL DEFAULT false,
    "password_expires_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3),
    "entry_csn" TEXT,
    "member_count" INTEGER,
    "dynamic" BOOLEAN NOT NULL DEFAULT false,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "catalog_entry_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "catalog_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'empty',
    "filled_at" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "last_poll_at" TIMESTAMPTZ(3),
    "last_change_at" TIMESTAMPTZ(3),
    "lag_ms" INTEGER,
    "since" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "catalog_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preference" (
    "person_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preference_pkey" PRIMARY KEY ("person_id","key")
);

-- CreateIndex
CREATE INDEX "session_person_id_created_at_idx" ON "session"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "sign_in_try_expire_idx" ON "sign_in_try"("expire");

-- CreateIndex
CREATE INDEX "known_address_last_success_at_idx" ON "known_address"("last_success_at");

-- CreateIndex
CREATE INDEX "audit_record_change_id_idx" ON "audit_record"("change_id");

-- CreateIndex
CREATE INDEX "audit_record_outcome_of_idx" ON "audit_record"("outcome_of");

-- CreateIndex
CREATE INDEX "audit_record_actor_id_seq_idx" ON "audit_record"("actor_id", "seq");

-- CreateIndex
CREATE INDEX "audit_record_target_id_seq_idx" ON "audit_record"("target_id", "seq");

-- CreateIndex
CREATE INDEX "audit_record_realm_key_seq_idx" ON "audit_record"("realm_key", "seq");

-- CreateIndex
CREATE INDEX "audit_record_action_seq_idx" ON "audit_record"("action", "seq");

-- CreateIndex
CREATE INDEX "audit_record_at_idx" ON "audit_record"("at");

-- CreateIndex
CREATE INDEX "catalog_entry_dn_key_idx" ON "catalog_entry"("dn_key");

-- CreateIndex
CREATE INDEX "catalog_entry_search_idx" ON "catalog_entry" USING GIN ("search" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "catalog_entry_kind_sort_surname_sort_name_entry_id_idx" ON "catalog_entry"("kind", "sort_surname", "sort_name", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_realm_key_sort_surname_sort_name_entry_i_idx" ON "catalog_entry"("kind", "realm_key", "sort_surname", "sort_name", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_sort_name_entry_id_idx" ON "catalog_entry"("kind", "sort_name", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_realm_key_sort_name_entry_id_idx" ON "catalog_entry"("kind", "realm_key", "sort_name", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_sort_uid_entry_id_idx" ON "catalog_entry"("kind", "sort_uid", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_realm_key_sort_uid_entry_id_idx" ON "catalog_entry"("kind", "realm_key", "sort_uid", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_sort_mail_entry_id_idx" ON "catalog_entry"("kind", "sort_mail", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_realm_key_sort_mail_entry_id_idx" ON "catalog_entry"("kind", "realm_key", "sort_mail", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_last_sign_in_at_entry_id_idx" ON "catalog_entry"("kind", "last_sign_in_at", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_created_at_entry_id_idx" ON "catalog_entry"("kind", "created_at", "entry_id");

-- CreateIndex
CREATE INDEX "catalog_entry_kind_member_count_entry_id_idx" ON "catalog_entry"("kind", "member_count", "entry_id");

-- By hand, from here on.

-- One row says how fresh the catalog is.
ALTER TABLE "catalog_state" ADD CONSTRAINT "catalog_state_one_row" CHECK ("id" = 1);
INSERT INTO "catalog_state" ("id") VALUES (1);

ALTER TABLE "audit_record" ADD CONSTRAINT "audit_record_phase" CHECK ("phase" IN ('pending', 'succeeded', 'failed', 'unknown'));

-- The audit log only grows. The chain of hashes shows what someone does who may drop this trigger.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_record is append only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER "audit_record_append_only"
    BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_record"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
