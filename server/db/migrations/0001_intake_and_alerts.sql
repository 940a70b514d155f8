CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"task_id" uuid,
	"staff_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone,
	"seen_by" uuid
);
--> statement-breakpoint
CREATE TABLE "feed_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"answer" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read_messages" (
	"fingerprint" text NOT NULL,
	"task_id" uuid NOT NULL,
	"record_id" uuid,
	"staff_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "read_messages_fingerprint_task_id_pk" PRIMARY KEY("fingerprint","task_id")
);
--> statement-breakpoint
CREATE TABLE "sender_columns" (
	"source" text NOT NULL,
	"header" text NOT NULL,
	"field" text NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sender_columns_source_header_pk" PRIMARY KEY("source","header")
);
--> statement-breakpoint
CREATE TABLE "source_facts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"phone_hash" text,
	"id_hash" text,
	"value_sealed" text NOT NULL,
	"at" timestamp with time zone,
	"source" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "alerts_unit" ON "alerts" USING btree ("unit_id","at");--> statement-breakpoint
CREATE INDEX "source_facts_phone" ON "source_facts" USING btree ("phone_hash");--> statement-breakpoint
CREATE INDEX "source_facts_id" ON "source_facts" USING btree ("id_hash");--> statement-breakpoint
-- Audit entries and events are written once. The database itself refuses to change or remove them.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON "events" FOR EACH ROW EXECUTE FUNCTION refuse_change();
