-- CreateTable
CREATE TABLE "ssh_cluster" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "poll_seconds" INTEGER NOT NULL,
    "members" JSONB NOT NULL,
    "secret" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "ssh_cluster_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ssh_member_state" (
    "cluster_id" UUID NOT NULL,
    "member_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "status" JSONB,
    "host_key" TEXT NOT NULL,

    CONSTRAINT "ssh_member_state_pkey" PRIMARY KEY ("cluster_id","member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ssh_cluster_name_key" ON "ssh_cluster"("name");

-- AddForeignKey
ALTER TABLE "ssh_member_state" ADD CONSTRAINT "ssh_member_state_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "ssh_cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;
