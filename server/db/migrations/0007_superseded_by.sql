ALTER TABLE "records" ADD COLUMN "superseded_by" uuid;--> statement-breakpoint
-- The record that took the place of another was made at the moment that one was superseded.
UPDATE "records" SET "superseded_by" = "next"."id" FROM "records" "next"
WHERE "records"."superseded_at" IS NOT NULL AND "next"."task_id" = "records"."task_id"
  AND "next"."recorded_at" = "records"."superseded_at" AND "next"."undone_at" IS NULL AND "next"."id" <> "records"."id";
