SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA study;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE study.events (
    "position" bigint NOT NULL,
    id text NOT NULL,
    stream text NOT NULL,
    sequence bigint NOT NULL,
    subject text,
    kind text NOT NULL,
    version bigint NOT NULL,
    at text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE study.head (
    one bigint NOT NULL,
    study text NOT NULL,
    "position" bigint NOT NULL,
    hash text NOT NULL,
    forgettings bigint NOT NULL,
    scrubbed bigint NOT NULL
);
CREATE TABLE study.migrations (
    number bigint NOT NULL
);
CREATE TABLE study.snapshots (
    stream text NOT NULL,
    fold text NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE study.subjects (
    mark text NOT NULL,
    wrapped bytea
);
INSERT INTO study.events VALUES (1, '019a0000-0000-7000-8000-000000000001', '46998079fcd5a89da05cd50430b570a6', 1, 'e4c3c4ecd59bb7242c369271b34958c0', 'q.card-placed', 1, '2026-05-04T09:00:00.000Z', '0000000000000000000000000000000000000000000000000000000000000000', '0712c69c650a3edf75faff801a8ae2e4630364353c25f847fd55affaf2dd67e7', '\x348ebd3e7ee7a2f41fef2866c0ff1d1be884c16416ab539ed3b7d668c931942995225142ad156c12f53f2a217dd9e4b8e86aff4ee1013e1248a03963f83632eb5d84c42cd25020e4e84737855517f817d983e742ce9e0dbc783e746799f7019caed62244513abb07cc49adb8b41aba9ea79092f05cb8');
INSERT INTO study.events VALUES (2, '019a0000-0000-7000-8000-000000000002', '46998079fcd5a89da05cd50430b570a6', 2, '27fd0f456459ea0d2624bb6d3c082ee9', 'q.card-placed', 1, '2026-05-04T09:00:01.000Z', '0712c69c650a3edf75faff801a8ae2e4630364353c25f847fd55affaf2dd67e7', 'f1c72f3afbed0bbe20169cdcacff3aa0236ddda3cf26e64f5554a659b5d05a76', '\xf8e788bd9c8f5263ce066d06c68c04be856d6fdf28ba59958531b404b4ff8baa54915a7cb598bfc6ccd16203c5e6af686cb830afa5b2f2ff71ba046b1dd50ea91f6175288a8353f836316d5aed35e2a20280a57828d26329a9af034d10a02dca4a8574724d7cd529730f324a8d419126ca3c33d2b631');
INSERT INTO study.events VALUES (3, '019a0000-0000-7000-8000-000000000003', '46998079fcd5a89da05cd50430b570a6', 3, NULL, 'q.card-placed', 1, '2026-05-04T09:00:02.000Z', 'f1c72f3afbed0bbe20169cdcacff3aa0236ddda3cf26e64f5554a659b5d05a76', '5b2b12b7d6ce9c13949aa0b6165d0f4ccf991a61ba6762c3c696806a13f4baf4', '\x6fcf5b3181dff45299c6b4cbbf1a00bb2a473c18573c9001ec12a3c2ad3ab38a499e269567a6f5ea6fae73c029de961507d9a5ad52a0516779ebf6b1f936b24ebe0c10d92ecaa86c6b86c0f4cabe1e1c47f3d31a547e0ef012138a962394de82cfe47bf902');
INSERT INTO study.events VALUES (4, '019df237-4a38-7871-b335-0fa009f9e292', 'b61f3b860f9c15e1bbc4d3b1ab54d41b', 1, NULL, 'journal.subject-forgotten', 1, '2026-05-04T09:00:04.000Z', '5b2b12b7d6ce9c13949aa0b6165d0f4ccf991a61ba6762c3c696806a13f4baf4', 'c6de2fc615aa9a73b64633a52833a0bc56e80540022b99fabf0eb5f1c3d1050b', '\x18275d656c3c73b6e7930cb646e8195893ea29dc334abb4b56ce11824f2309fdf3da1506c4c92618563bb0b6042c5527915c17e951daef09e446d6154e6346504ef30d052b4e94d3c7c5a9b69f34e85a710f3bc385708d169a931eb1714c4e103fc572079cec89b885656949911b5f97d90a9e2317c0f22011504d4c');
INSERT INTO study.head VALUES (1, '0dd35dbaaf9eb1e764a24cdca6859db9', 4, 'c6de2fc615aa9a73b64633a52833a0bc56e80540022b99fabf0eb5f1c3d1050b', 1, 1);
INSERT INTO study.migrations VALUES (1);
INSERT INTO study.snapshots VALUES ('46998079fcd5a89da05cd50430b570a6', 'count', '\xbaef5e5afd9164028948b9b1908b1b8481eb4db1ba51662517ece67ab3f3769d40d5fab343ab42b5a2f6a8dea19b80c5867c3c85f7c35c56bf1aa7227e8dcd9ba3fd213d3e8c579039255776e8235768617eaea3652636223e01d92e6640f133735de7f97d22b149fc2568b58f928b8f0ed436d585f0311e0a871c0cdb7ca6ea84e63fceff2b09baf24f4e46752254ed7c6aba9e42418a360efd54e6960fa710c10176227474f46c33afca1adc57322ef0eefce72479bc160eefd72c31dad99fe99ebaef8dc2a9e3b43fbad6d89386a7183295a824f699ee97787b1c100216611956ccca6da90833cc0d23cbed28befef3f62bb29287d6073ed712afdb2c236cb1dc2f8d938049e49d4240cb94712eacc6a4786c65eadf1b9455b5c103e21a8261fcf1b62024476bfb8985d252953bee51b8db965e44f3f5b54b38c76fd88a8f4d6ba7863686e4c72072450414ea0d5ce73e42f369254fa491d1c1388c51774ec652c1fd75cf85c7b45b7e456a876ea9e9bc');
INSERT INTO study.subjects VALUES ('e4c3c4ecd59bb7242c369271b34958c0', '\x69b1c8ea949d36e2b06aeb60e552f76b391f3a565b66b78a4956ecfd63a7e407e34f4d38fe517b08881982ce68c2b4a96f8374027162062ecd411768');
INSERT INTO study.subjects VALUES ('27fd0f456459ea0d2624bb6d3c082ee9', NULL);
ALTER TABLE ONLY study.events
    ADD CONSTRAINT events_id_key UNIQUE (id);
ALTER TABLE ONLY study.events
    ADD CONSTRAINT events_of_stream UNIQUE (stream, sequence);
ALTER TABLE ONLY study.events
    ADD CONSTRAINT events_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY study.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (one);
ALTER TABLE ONLY study.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);
ALTER TABLE ONLY study.snapshots
    ADD CONSTRAINT snapshot_of_fold PRIMARY KEY (stream, fold);
ALTER TABLE ONLY study.subjects
    ADD CONSTRAINT subjects_pkey PRIMARY KEY (mark);
CREATE INDEX events_of_subject ON study.events USING btree (subject);
