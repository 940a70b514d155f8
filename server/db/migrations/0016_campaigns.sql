CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"counts" jsonb NOT NULL,
	"keys" jsonb NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"certificate_hash" text
);
