CREATE TABLE "skipped_tasks" (
	"staff_id" uuid NOT NULL,
	"task_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "skipped_tasks_staff_id_task_id_pk" PRIMARY KEY("staff_id","task_id")
);
--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "rung_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "skipped_tasks" ADD CONSTRAINT "skipped_tasks_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tasks_number" ON "tasks" USING btree ("phone_hash");