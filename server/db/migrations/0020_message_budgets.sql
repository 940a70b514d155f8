CREATE TABLE "message_budgets" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"spent" integer NOT NULL
);
