CREATE TABLE "sample_assignments" (
	"task_id" uuid NOT NULL,
	"sample_id" text NOT NULL,
	"subject_id" uuid,
	"staff_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "sample_assignments_task_id_sample_id_pk" PRIMARY KEY("task_id","sample_id")
);
--> statement-breakpoint
ALTER TABLE "sample_assignments" ADD CONSTRAINT "sample_assignments_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_assignments" ADD CONSTRAINT "sample_assignments_subject_id_subjects_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."subjects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sample_assignments" ADD CONSTRAINT "sample_assignments_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sample_assignments_sample" ON "sample_assignments" USING btree ("sample_id");