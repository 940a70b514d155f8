CREATE TABLE "bulletin_plans" (
	"unit_id" uuid PRIMARY KEY NOT NULL,
	"every_minutes" smallint NOT NULL,
	"from_minute" smallint NOT NULL,
	"until_minute" smallint NOT NULL,
	"set_by" uuid,
	"set_at" timestamp with time zone NOT NULL,
	"last_slot_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "bulletins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"unit_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"sent_by" uuid,
	"counts" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bulletin_plans" ADD CONSTRAINT "bulletin_plans_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulletins" ADD CONSTRAINT "bulletins_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulletins_unit" ON "bulletins" USING btree ("unit_id","at");