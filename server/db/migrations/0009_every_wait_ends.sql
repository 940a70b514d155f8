CREATE TABLE "key_checks" (
	"key_id" text PRIMARY KEY NOT NULL,
	"check_sealed" text NOT NULL,
	"check_hash" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"connections" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "feed_deliveries" ADD COLUMN "body_hash" text;--> statement-breakpoint
ALTER TABLE "outgoing_messages" ADD COLUMN "fence" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outgoing_messages" ADD COLUMN "lease_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "requests" ADD COLUMN "body_hash" text;--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "outgoing_messages_line" ON "outgoing_messages" USING btree ("group_id","queued_at","id") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "test_results_received" ON "test_results" USING btree ("received_at");