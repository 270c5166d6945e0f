-- Names read backwards: "everything below this entry" becomes "starts with" (lib/catalog/rows-below.ts).
CREATE INDEX "catalog_entry_reverse_dn_key_idx" ON "catalog_entry" (reverse("dn_key") COLLATE "C");
