"""Accounts, resources, human loops, tasks and people."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = """
CREATE TABLE account (
    id text PRIMARY KEY,
    name text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE access_key (
    id text PRIMARY KEY,
    account_id text NOT NULL REFERENCES account,
    sealed_secret bytea NOT NULL,
    session_token text,
    principal_arn text NOT NULL,
    purpose text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    disabled_at timestamptz
);

CREATE TABLE resource (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id text NOT NULL REFERENCES account,
    region text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    arn text NOT NULL UNIQUE,
    status text NOT NULL,
    failure_reason text,
    request json NOT NULL,
    facts json NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (account_id, region, kind, name)
);
CREATE INDEX resource_by_creation ON resource (account_id, region, kind, created_at, id);
CREATE UNIQUE INDEX resource_one_workforce ON resource (account_id, region) WHERE kind = 'workforce';
CREATE INDEX resource_unsettled ON resource (kind, status) WHERE status IN ('Initializing', 'Deleting');

CREATE TABLE tag (
    arn text NOT NULL,
    key text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (arn, key)
);

CREATE TABLE worker (
    id text PRIMARY KEY,
    email text NOT NULL,
    sub uuid NOT NULL UNIQUE,
    password_hash text,
    must_change_password boolean NOT NULL DEFAULT false,
    language text,
    created_at timestamptz NOT NULL,
    disabled_at timestamptz
);
CREATE UNIQUE INDEX worker_email ON worker (lower(email));

CREATE TABLE membership (
    workteam_id bigint NOT NULL REFERENCES resource ON DELETE CASCADE,
    worker_id text NOT NULL REFERENCES worker,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (workteam_id, worker_id)
);
CREATE INDEX membership_of_worker ON membership (worker_id);

CREATE TABLE invitation (
    token_hash bytea PRIMARY KEY,
    worker_id text NOT NULL REFERENCES worker,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE TABLE session (
    token_hash bytea PRIMARY KEY,
    worker_id text NOT NULL REFERENCES worker,
    csrf_token text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    source_ip text NOT NULL,
    user_agent text NOT NULL
);
CREATE INDEX session_of_worker ON session (worker_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE sign_in_attempt (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    source_ip text NOT NULL,
    at timestamptz NOT NULL,
    succeeded boolean NOT NULL
);
CREATE INDEX sign_in_attempt_by_email ON sign_in_attempt (email, at);
CREATE INDEX sign_in_attempt_by_ip ON sign_in_attempt (source_ip, at);

CREATE TABLE queue (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workteam_id bigint REFERENCES resource ON DELETE SET NULL,
    source_id bigint REFERENCES resource ON DELETE SET NULL,
    title text NOT NULL,
    description text NOT NULL,
    keywords json NOT NULL,
    time_limit_seconds integer NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX queue_of_workteam ON queue (workteam_id);
CREATE UNIQUE INDEX queue_of_source ON queue (source_id);

CREATE TABLE human_loop (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id text NOT NULL REFERENCES account,
    region text NOT NULL,
    name text NOT NULL,
    arn text NOT NULL,
    flow_definition_id bigint REFERENCES resource ON DELETE SET NULL,
    flow_definition_arn text NOT NULL,
    status text NOT NULL,
    input_content text NOT NULL,
    content_classifiers json,
    output_uri text NOT NULL,
    failure_code text,
    failure_reason text,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    UNIQUE (account_id, region, name)
);
CREATE INDEX human_loop_by_creation ON human_loop (flow_definition_id, created_at, id);
CREATE INDEX human_loop_stopping ON human_loop (id) WHERE status = 'Stopping';

CREATE SEQUENCE task_position;

CREATE TABLE task (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    queue_id bigint NOT NULL REFERENCES queue,
    human_loop_id bigint NOT NULL UNIQUE REFERENCES human_loop ON DELETE CASCADE,
    wanted smallint NOT NULL,
    answered smallint NOT NULL DEFAULT 0,
    open_slots smallint NOT NULL,
    position bigint NOT NULL DEFAULT nextval('task_position'),
    status text NOT NULL DEFAULT 'open',
    available_until timestamptz NOT NULL,
    CHECK (open_slots >= 0),
    CHECK (answered <= wanted),
    CHECK (status IN ('open', 'answered', 'closing', 'closed'))
) WITH (fillfactor = 80);
CREATE INDEX task_waiting ON task (queue_id, position) WHERE open_slots > 0;
CREATE INDEX task_answered ON task (id) WHERE status = 'answered';
CREATE INDEX task_availability ON task (available_until) WHERE status = 'open';

CREATE SEQUENCE assignment_turn;

CREATE TABLE assignment (
    id uuid PRIMARY KEY,
    turn bigint NOT NULL DEFAULT nextval('assignment_turn'),
    queue_id bigint NOT NULL,
    task_id bigint NOT NULL REFERENCES task ON DELETE CASCADE,
    worker_id text NOT NULL REFERENCES worker,
    status text NOT NULL,
    position bigint NOT NULL,
    opened_at timestamptz,
    deadline timestamptz,
    lease_until timestamptz NOT NULL,
    paused_at timestamptz,
    remaining_seconds double precision,
    seconds_spent double precision NOT NULL DEFAULT 0,
    clock_started_at timestamptz,
    draft text,
    draft_revision bigint NOT NULL DEFAULT 0,
    ended_at timestamptz,
    UNIQUE (task_id, worker_id),
    CHECK (status IN ('reserved', 'working', 'paused', 'submitted', 'released', 'declined', 'expired'))
) WITH (fillfactor = 80);
CREATE INDEX assignment_turns ON assignment (worker_id, queue_id, turn DESC);
CREATE UNIQUE INDEX assignment_one_open ON assignment (worker_id, queue_id) WHERE status = 'working';
CREATE UNIQUE INDEX assignment_one_reserved ON assignment (worker_id, queue_id) WHERE status = 'reserved';
CREATE INDEX assignment_leases ON assignment (lease_until) WHERE status IN ('reserved', 'working', 'paused');
CREATE INDEX assignment_held ON assignment (worker_id) WHERE status IN ('reserved', 'working', 'paused');
CREATE INDEX assignment_reserved ON assignment (queue_id, turn) WHERE status = 'reserved';

CREATE TABLE answer (
    assignment_id uuid PRIMARY KEY,
    submission_key uuid NOT NULL,
    task_id bigint NOT NULL REFERENCES task ON DELETE CASCADE,
    worker_id text NOT NULL REFERENCES worker,
    content text NOT NULL,
    accepted_at timestamptz NOT NULL,
    submitted_at timestamptz NOT NULL,
    seconds_spent double precision NOT NULL,
    late boolean NOT NULL DEFAULT false
);
CREATE INDEX answer_of_task ON answer (task_id);

CREATE TABLE event (
    id uuid PRIMARY KEY,
    account_id text NOT NULL,
    subject text NOT NULL,
    body json NOT NULL,
    url text NOT NULL,
    created_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    delivered_at timestamptz,
    last_error text
);
CREATE INDEX event_waiting ON event (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

CREATE TABLE webhook (
    account_id text NOT NULL REFERENCES account,
    subject text NOT NULL,
    url text NOT NULL,
    sealed_secret bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, subject)
);

CREATE TABLE bucket (
    name text PRIMARY KEY,
    account_id text NOT NULL REFERENCES account,
    region text NOT NULL,
    cors text,
    created_at timestamptz NOT NULL
);

CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    outcome text NOT NULL,
    source_ip text NOT NULL,
    request_id text NOT NULL
);
CREATE INDEX audit_time ON audit (at);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit table is append-only';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

CREATE TABLE setting (
    name text PRIMARY KEY,
    value text NOT NULL
);
"""


def upgrade() -> None:
    # psycopg sends a text without parameters as it is, several statements at once included.
    op.get_bind().exec_driver_sql(STATEMENTS)
