ALTER TABLE "tasks" ALTER COLUMN "rank" SET DEFAULT 3;--> statement-breakpoint
-- Tried three times in vain: a state of its own, out of the queue.
UPDATE "tasks" SET "status" = 'to_visit' WHERE "status" = 'to_call' AND "rank" = 2;--> statement-breakpoint
-- Agreed times 0, urgent lists 1, due repeats 2, the rest 3 (`domain/tasks/queue.ts`).
UPDATE "tasks" SET "rank" = CASE
	WHEN "next_call_at" IS NOT NULL AND "last_outcome" = 'call_later' THEN 0
	WHEN "urgent" THEN 1
	WHEN "next_call_at" IS NOT NULL THEN 2
	ELSE 3 END;
