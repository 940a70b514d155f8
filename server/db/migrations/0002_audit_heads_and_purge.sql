CREATE TABLE "audit_heads" (
	"chain" uuid PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"hash" text NOT NULL,
	"sealed_position" integer,
	"sealed_hash" text,
	"seal" text
);
--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "replay_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "purged_at" timestamp with time zone;--> statement-breakpoint
INSERT INTO "audit_heads" ("chain", "position", "hash")
	SELECT DISTINCT ON ("chain") "chain", "position", "hash" FROM "audit_entries" ORDER BY "chain", "position" DESC;
