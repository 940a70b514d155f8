-- Somebody has called once a call has ended, not when it was dialled.
UPDATE "tasks" SET "called_at" = NULL WHERE "called_at" IS NOT NULL AND "attempt_count" = 0;
