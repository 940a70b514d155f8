ALTER TABLE "tasks" ADD COLUMN "lookups" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "tasks_lookups" ON "tasks" USING gin ("lookups");--> statement-breakpoint
ALTER TABLE "subjects" DROP COLUMN "id_tail_hash";