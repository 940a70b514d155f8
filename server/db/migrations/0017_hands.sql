CREATE TABLE "held_tasks" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"task_ids" uuid[] NOT NULL
);
