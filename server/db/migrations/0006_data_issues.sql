CREATE TABLE "data_issues" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"note_sealed" text,
	"staff_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"passed_on_at" timestamp with time zone,
	"passed_on_by" uuid
);
--> statement-breakpoint
ALTER TABLE "data_issues" ADD CONSTRAINT "data_issues_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_issues" ADD CONSTRAINT "data_issues_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "data_issues_task" ON "data_issues" USING btree ("task_id");