CREATE TABLE "late_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"refusal" text,
	"content_sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_sealed" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "late_changes" ADD CONSTRAINT "late_changes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "late_changes_staff" ON "late_changes" USING btree ("staff_id","arrived_at");