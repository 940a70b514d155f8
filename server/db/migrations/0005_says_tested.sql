ALTER TABLE "call_attempts" ADD COLUMN "says_tested" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "call_attempts" ADD COLUMN "says_tested_on" date;