BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	course VARCHAR(64) NOT NULL, 
	person_key VARCHAR(32) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	detail TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,'2026-11-22 12:00:00.000000','virt','70d1402a88f5f10c040337a4894636c2','reload','2 changed');
CREATE TABLE chats (
	"key" VARCHAR(32) NOT NULL, 
	chat BIGINT, 
	settings TEXT NOT NULL, 
	blocked_at DATETIME, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_chats PRIMARY KEY ("key")
);
INSERT INTO "chats" VALUES('c9cd93325466c736561928cd43bca9e4',NULL,'{"language":"en","compact":null,"pictures":true,"quiet_from":null,"quiet_to":null,"who_may_press":"asker","course":null}',NULL,'2026-11-22 12:00:00.000000');
CREATE TABLE exchanges (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	course VARCHAR(64) NOT NULL, 
	person_key VARCHAR(32) NOT NULL, 
	place_key VARCHAR(32) NOT NULL, 
	chat_key VARCHAR(32) NOT NULL, 
	in_group BOOLEAN NOT NULL, 
	message BIGINT NOT NULL, 
	question TEXT NOT NULL, 
	read_as TEXT NOT NULL, 
	told TEXT NOT NULL, 
	answered BOOLEAN NOT NULL, 
	confidence FLOAT NOT NULL, 
	passages TEXT NOT NULL, 
	shown INTEGER NOT NULL, 
	asked_at DATETIME NOT NULL, 
	milliseconds FLOAT NOT NULL
);
INSERT INTO "exchanges" VALUES(1,'virt','70d1402a88f5f10c040337a4894636c2','2eb8d87db97950cf01f8a45ee84fa427','c9cd93325466c736561928cd43bca9e4',0,11,'что такое гипервизор?','что такое гипервизор','',1,0.9,'["a-1"]',0,'2026-11-22 12:00:00.000000',2.5);
CREATE TABLE facts (
	name VARCHAR(128) NOT NULL, 
	value TEXT NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_facts PRIMARY KEY (name)
);
INSERT INTO "facts" VALUES('menus','{"digest":"abc"}','2026-11-22 12:00:00.000000');
CREATE TABLE files (
	bot INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	file_id TEXT NOT NULL, 
	CONSTRAINT pk_files PRIMARY KEY (bot, digest)
);
INSERT INTO "files" VALUES(1,'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','file');
CREATE TABLE inbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	update_id BIGINT NOT NULL, 
	lane BIGINT NOT NULL, 
	payload TEXT NOT NULL, 
	arrived_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	done_at DATETIME, 
	failure TEXT, 
	CONSTRAINT uq_inbox_update_id UNIQUE (update_id)
);
INSERT INTO "inbox" VALUES(1,1,0,'{}','2026-11-22 12:00:00.000000',0,'2026-11-22 12:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(2,2,7,'{"text":"ещё не отвечено"}','2026-11-22 12:00:00.000000',0,NULL,NULL);
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	inbox_id BIGINT, 
	lane BIGINT NOT NULL, 
	payload TEXT NOT NULL, 
	blob BLOB, 
	created_at DATETIME NOT NULL, 
	due_at DATETIME, 
	attempts INTEGER NOT NULL, 
	done_at DATETIME, 
	failure TEXT
);
INSERT INTO "outbox" VALUES(1,1,7,'{"type":"Reply","place":{"chat":7,"kind":"private"},"text":{"text":"привет","entities":[{"kind":"bold","offset":0,"length":6}]},"ref":"answer:1"}',NULL,'2026-11-22 12:00:00.000000',NULL,0,NULL,NULL);
CREATE TABLE sent (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	place_key VARCHAR(32) NOT NULL, 
	message BIGINT NOT NULL, 
	ref VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT uq_sent_place_key_message UNIQUE (place_key, message)
);
INSERT INTO "sent" VALUES(1,'2eb8d87db97950cf01f8a45ee84fa427',3,'answer:0','2026-11-22 12:00:00.000000');
CREATE TABLE staff (
	course VARCHAR(64) NOT NULL, 
	chat BIGINT NOT NULL, 
	topic BIGINT, 
	bound_at DATETIME NOT NULL, 
	CONSTRAINT pk_staff PRIMARY KEY (course)
);
INSERT INTO "staff" VALUES('virt',-100,5,'2026-11-22 12:00:00.000000');
CREATE TABLE tickets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	course VARCHAR(64) NOT NULL, 
	question TEXT NOT NULL, 
	near TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	opened_at DATETIME NOT NULL, 
	answered_at DATETIME, 
	answer TEXT, 
	section_id VARCHAR(16)
);
INSERT INTO "tickets" VALUES(1,'virt','а где про Xen?','["a-1"]','open','2026-11-22 12:00:00.000000',NULL,NULL,NULL);
CREATE TABLE verdicts (
	exchange_id INTEGER NOT NULL, 
	person_key VARCHAR(32) NOT NULL, 
	helpful BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_verdicts PRIMARY KEY (exchange_id, person_key), 
	CONSTRAINT fk_verdicts_exchange_id FOREIGN KEY(exchange_id) REFERENCES exchanges (id) ON DELETE CASCADE
);
INSERT INTO "verdicts" VALUES(1,'70d1402a88f5f10c040337a4894636c2',1,'2026-11-22 12:00:00.000000');
CREATE TABLE waiting (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	ticket_id INTEGER NOT NULL, 
	exchange_id INTEGER, 
	person_key VARCHAR(32) NOT NULL, 
	chat BIGINT, 
	topic BIGINT, 
	in_group BOOLEAN NOT NULL, 
	message BIGINT, 
	comment TEXT NOT NULL, 
	name TEXT NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	joined_at DATETIME NOT NULL, 
	CONSTRAINT fk_waiting_exchange_id FOREIGN KEY(exchange_id) REFERENCES exchanges (id) ON DELETE SET NULL, 
	CONSTRAINT fk_waiting_ticket_id FOREIGN KEY(ticket_id) REFERENCES tickets (id) ON DELETE CASCADE, 
	CONSTRAINT uq_waiting_ticket_id_person_key UNIQUE (ticket_id, person_key)
);
INSERT INTO "waiting" VALUES(1,1,1,'70d1402a88f5f10c040337a4894636c2',7,NULL,0,11,'очень надо','','ru','waiting','2026-11-22 12:00:00.000000');
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_exchanges_asked_at ON exchanges (asked_at);
CREATE INDEX ix_exchanges_chat ON exchanges (chat_key, asked_at);
CREATE INDEX ix_exchanges_recent ON exchanges (person_key, place_key, asked_at);
CREATE INDEX ix_inbox_done_at ON inbox (done_at);
CREATE INDEX ix_inbox_open ON inbox (lane, id) WHERE done_at IS NULL;
CREATE INDEX ix_outbox_done_at ON outbox (done_at);
CREATE INDEX ix_outbox_open ON outbox (lane, id) WHERE done_at IS NULL;
CREATE INDEX ix_sent_at ON sent (at);
CREATE INDEX ix_sent_ref ON sent (ref);
CREATE INDEX ix_staff_chat ON staff (chat);
CREATE INDEX ix_tickets_opened_at ON tickets (opened_at);
CREATE INDEX ix_tickets_state ON tickets (course, state);
CREATE INDEX ix_verdicts_person_key ON verdicts (person_key);
CREATE INDEX ix_waiting_exchange_id ON waiting (exchange_id);
CREATE INDEX ix_waiting_person ON waiting (person_key, state);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('exchanges',1);
INSERT INTO "sqlite_sequence" VALUES('inbox',2);
INSERT INTO "sqlite_sequence" VALUES('outbox',1);
INSERT INTO "sqlite_sequence" VALUES('sent',1);
INSERT INTO "sqlite_sequence" VALUES('tickets',1);
INSERT INTO "sqlite_sequence" VALUES('waiting',1);
INSERT INTO "sqlite_sequence" VALUES('audit',1);
COMMIT;
