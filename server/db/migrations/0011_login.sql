CREATE TABLE "used_logins" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
UPDATE "staff" SET "left_at" = coalesce("last_seen_at", timestamptz '1970-01-01T00:00:00Z') WHERE NOT "active";
