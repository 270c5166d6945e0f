-- By hand: the rule for devices that every portal begins with, beside those of 20261121131717_alerts.
INSERT INTO "alert_rule" ("id", "name", "enabled", "severity", "target", "condition", "for_seconds", "grouping") VALUES
('a1e00000-0000-4000-8000-00000000000a', 'Device is away', true, 'failing', 'device:*',
  '{"is":"state","kind":"device.state","states":["away"]}', 60, 'target')
ON CONFLICT ("name") DO NOTHING;
