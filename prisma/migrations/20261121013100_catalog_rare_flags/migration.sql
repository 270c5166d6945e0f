-- Lists of the few who are locked, disabled or must change their password are found without reading everybody.
-- In prisma/schema.prisma these stand without their WHERE and NULLS LAST, which Prisma's language lacks.
CREATE INDEX "catalog_entry_locked_idx" ON "catalog_entry" ("kind", "sort_surname", "sort_name", "entry_id") WHERE "locked";
CREATE INDEX "catalog_entry_disabled_idx" ON "catalog_entry" ("kind", "sort_surname", "sort_name", "entry_id") WHERE "disabled";
CREATE INDEX "catalog_entry_must_change_idx" ON "catalog_entry" ("kind", "sort_surname", "sort_name", "entry_id") WHERE "must_change";
CREATE INDEX "catalog_entry_kind_password_expires_at_idx" ON "catalog_entry" ("kind", "password_expires_at");
CREATE INDEX "catalog_entry_last_sign_in_first_idx" ON "catalog_entry" ("kind", "last_sign_in_at" DESC NULLS LAST, "entry_id" DESC);
