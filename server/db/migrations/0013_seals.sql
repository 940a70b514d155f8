CREATE TABLE "audit_posts" (
	"day" text PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"heads" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "seal" text;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD COLUMN "base_position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD COLUMN "base_hash" text;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD COLUMN "base_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audit_heads" ADD COLUMN "base_seal" text;--> statement-breakpoint
-- What is past its time is removed from the beginning of a chain by the server itself, which says so in its transaction.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_TABLE_NAME = 'audit_entries' AND TG_OP = 'DELETE' AND current_setting('hecha.trims_audit', true) = 'on' THEN
		RETURN OLD;
	END IF;
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
