CREATE TABLE "look_budgets" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"spent" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "look_guesses" (
	"about" text NOT NULL,
	"value" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "look_guesses_about_value_pk" PRIMARY KEY("about","value")
);
--> statement-breakpoint
CREATE TABLE "look_limits" (
	"id" smallint PRIMARY KEY NOT NULL,
	"people_a_paste" integer NOT NULL,
	"people_an_hour" integer NOT NULL,
	"set_by" uuid,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "look_budgets" ADD CONSTRAINT "look_budgets_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_limits" ADD CONSTRAINT "look_limits_set_by_staff_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "look_guesses_age" ON "look_guesses" USING btree ("at");--> statement-breakpoint
UPDATE "alerts" SET "kind" = 'look_limit' WHERE "kind" = 'reveal_limit';
