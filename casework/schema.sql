SET LOCAL check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', true);

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

COMMENT ON EXTENSION unaccent IS 'text search dictionary that removes accents';

CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;

CREATE FUNCTION public.casework_fold(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $_$;

CREATE FUNCTION public.crossref_mark_beside() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at)
         SELECT coalesce(NEW.incident_id, OLD.incident_id), 0, true, now()
    ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
    RETURN NULL;
END $$;

CREATE FUNCTION public.crossref_mark_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at) VALUES (NEW.id, 0, true, now())
    ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
    RETURN NULL;
END $$;

CREATE FUNCTION public.crossref_mark_copied() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at)
         SELECT incident_id, 0, true, now()
           FROM (SELECT incident_id FROM incidents_incidentdocument
                  WHERE document_id IN (NEW.left_id, NEW.right_id)
                  UNION
                 SELECT q.incident_id
                   FROM incidents_citation q JOIN sources_snapshot s ON s.id = q.snapshot_id
                  WHERE s.document_id IN (NEW.left_id, NEW.right_id)) resting
          ORDER BY incident_id
    ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
    RETURN NULL;
END $$;

CREATE FUNCTION public.crossref_mark_new() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN
    INSERT INTO crossref_pairsearch (incident_id, version, is_stale, due_at)
         SELECT id, 0, true, now() FROM made
    ON CONFLICT (incident_id) DO UPDATE SET is_stale = true, due_at = excluded.due_at;
    RETURN NULL;
END $$;

CREATE FUNCTION public.crossref_place(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT btrim(regexp_replace(regexp_replace(casework_fold(name), '[^[:alnum:]]+', ' ', 'g'),
       '\m(villages?|towns?|city|region|district|department|cercle|commune|province|state|governorate|county'
       '|camp|area|near|the|of)\M\s*', '', 'g')) $$;

CREATE FUNCTION public.crossref_reach_m(location_precision text, uncertainty_m integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT coalesce(uncertainty_m, CASE location_precision
       WHEN 'exact' THEN 1000 WHEN 'near' THEN 25000 WHEN 'adm3' THEN 25000 WHEN 'adm2' THEN 60000
       WHEN 'adm1' THEN 200000 WHEN 'region' THEN 300000 WHEN 'sea_or_air' THEN 300000
       WHEN 'country' THEN 800000 ELSE 50000 END)::double precision $$;

CREATE FUNCTION public.crossref_sound(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN length(sound) > 2 THEN sound ELSE '' END
     FROM (SELECT regexp_replace(left(plain, 1) || regexp_replace(substr(plain, 2), '[aeiou]', '', 'g'),
                                 '(.)\1+', '\1', 'g') AS sound
             FROM (SELECT translate(regexp_replace(replace(replace(replace(replace(replace(name,
                              'dj', 'j'), 'gh', 'g'), 'kh', 'k'), 'ch', 's'), 'sh', 's'),
                              '[^a-z]', '', 'g'), 'qcyvwzh', 'kkiuus') AS plain) spelt) sounded $$;

CREATE FUNCTION public.pgtrigger_by_a_third_3ec62() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF EXISTS (
    SELECT 1 FROM coding_coding c JOIN coding_draw d ON d.id = c.draw_id
    WHERE c.id = NEW.coding_id AND (c.coder_id = NEW.by_id OR NEW.by_id = ANY(d.first_ids))
) THEN
    RAISE EXCEPTION 'Whoever made one of the two codings does not decide between them.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_by_a_third';
END IF;
RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_by_another_3cb90() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF NEW.coder_id = ANY((SELECT first_ids FROM coding_draw WHERE id = NEW.draw_id)::bigint[]) THEN
    RAISE EXCEPTION 'Whoever worked on the first coding does not make the second.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'coding_by_another';
END IF;
RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_final_once_submitted_633f1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed once submitted: they are a record.',
    HINT = 'Add a verdict instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_final_once_submitted_aee94() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed once submitted: they are a record.',
    HINT = 'Add a verdict instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_items_come_with_release_3809c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE made_at TIMESTAMPTZ;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            SELECT created_at INTO made_at FROM publication_release WHERE id = NEW.release_id;
            IF made_at IS DISTINCT FROM now() THEN
                RAISE EXCEPTION 'A release is complete when it is made. Make a new one.'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            IF NEW.incident_id IS DISTINCT FROM (
                SELECT incident_id FROM publication_publishedrevision WHERE id = NEW.published_revision_id
            ) THEN
                RAISE EXCEPTION 'The item names another incident than its published revision.'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        
                END;
            $$;

CREATE FUNCTION public.pgtrigger_kind_fits_04d69() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'attribution' THEN
    RAISE EXCEPTION 'This claim is of another kind.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';
END IF;
RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_kind_fits_20949() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'place' THEN
    RAISE EXCEPTION 'This claim is of another kind.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';
END IF;
RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_kind_fits_9ab8c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'date' THEN
    RAISE EXCEPTION 'This claim is of another kind.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';
END IF;
RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_kind_fits_c6026() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'casualties' THEN
    RAISE EXCEPTION 'This claim is of another kind.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';
END IF;
RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_kind_fits_db93f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF (SELECT kind FROM incidents_claim WHERE id = NEW.claim_ptr_id) IS DISTINCT FROM 'term' THEN
    RAISE EXCEPTION 'This claim is of another kind.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_kind_fits';
END IF;
RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_14a3a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only undone_by, undone_at may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_17da3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_180a4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only valid_to, ended may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_1ad81() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_3001b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_4d029() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_4e442() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only revision, first_ids may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_4eeac() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_52459() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only label, description, parent, disorder_type, position, retired may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_5abc6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_72b8c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_77458() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_7914e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_7abbb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_8ab1b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only ended_at, ended_by may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_8ecd8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_928fb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_99d77() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_9ff9b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only ended_at may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_a2e01() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only answer, reason, closed_at, closed_by may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_a5925() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_aec41() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_b051a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only incident, signed_by, signed_at, countersigned_by, countersigned_at, replaced_at may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_b7368() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only incident, status, origin may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_b8ec4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only resolved_at, resolved_by may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_bab33() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only typed, values, compared, differing, is_blind, submitted_at, ended_at may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_bfb6e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only typed, values, compared, submitted_at may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_cae74() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_cfcc6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_d0b46() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_d1bf6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_e9956() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only lifted_at may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_f02d4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only before, ended_at, ended_by may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_f3844() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Add a new row instead.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_changed_f3d2a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never changed: they are a record.',
    HINT = 'Only incident, attributed_to, credibility, tlp may change.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_03d14() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_081a3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_0f31d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_15535() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_1d9aa() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_2f983() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_3abda() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_3fb94() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_46e75() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_48535() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_4be6b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_50bff() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_53046() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_54dab() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_60a08() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_63f18() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_7404d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_74ccd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_903b4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_95146() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_a7662() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_af27f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_b04c9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_b98f7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_c095f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_c6fd7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_d187e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_d2ead() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_daab6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_de1cb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_e1f77() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_e3f6e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_f6d97() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_fab49() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_deleted_fc5e4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add a row that says what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_01c6a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_0cffd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_11bd2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_1b0f7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_1bd8f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_20822() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_23345() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_2f3a3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_32270() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_481ab() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_4d70f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_5377d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_57f4f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_5a2e3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_5cc68() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_63556() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_63d46() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_6c9ae() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_6d14c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_7a268() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_87889() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_87f5c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_8e596() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_98d0e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_9c469() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_a0d1e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_a9249() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_aeb05() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_b618e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_bb64c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_cd9db() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_ea23e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_f66b1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_fd9b7() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_never_emptied_fdbfd() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
RAISE EXCEPTION USING
    ERRCODE = 'restrict_violation',
    MESSAGE = 'Rows of ' || TG_TABLE_NAME || ' are never deleted: they are a record.',
    HINT = 'Add rows that say what is no longer true.';

                END;
            $$;

CREATE FUNCTION public.pgtrigger_parent_of_right_vocabulary_bc6b0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
    IF (SELECT parent_id FROM codebook_vocabulary WHERE slug = NEW.vocabulary_id)
       IS DISTINCT FROM (SELECT vocabulary_id FROM codebook_term WHERE id = NEW.parent_id)
    THEN
        RAISE EXCEPTION 'The term above is not of the vocabulary above.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'term_parent_of_right_vocabulary';
    END IF;
    RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_quote_is_in_snapshot_fa844() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
    FROM sources_snapshot WHERE id = NEW.snapshot_id) IS DISTINCT FROM NEW.exact THEN
    RAISE EXCEPTION 'The quoted words are not at that place in the snapshot.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_quote_is_in_snapshot';
END IF;
RETURN NEW;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_terms_fit_b738e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF EXISTS (
    SELECT 1 FROM written i
      JOIN codebook_term t ON t.id IN (i.event_type_id, i.sub_event_type_id, i.target_type_id)
     WHERE (t.id = i.event_type_id AND t.vocabulary_id <> 'event_type')
        OR (t.id = i.sub_event_type_id
            AND (t.vocabulary_id <> 'sub_event_type' OR t.parent_id IS DISTINCT FROM i.event_type_id))
        OR (t.id = i.target_type_id AND t.vocabulary_id <> 'target_type')
) THEN
    RAISE EXCEPTION 'A term is of another vocabulary, or below another event type.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_terms_fit';
END IF;
RETURN NULL;

                END;
            $$;

CREATE FUNCTION public.pgtrigger_terms_still_fit_abea1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
IF EXISTS (
    SELECT 1 FROM written i
      JOIN codebook_term t ON t.id IN (i.event_type_id, i.sub_event_type_id, i.target_type_id)
     WHERE (t.id = i.event_type_id AND t.vocabulary_id <> 'event_type')
        OR (t.id = i.sub_event_type_id
            AND (t.vocabulary_id <> 'sub_event_type' OR t.parent_id IS DISTINCT FROM i.event_type_id))
        OR (t.id = i.target_type_id AND t.vocabulary_id <> 'target_type')
) THEN
    RAISE EXCEPTION 'A term is of another vocabulary, or below another event type.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_terms_fit';
END IF;
RETURN NULL;

                END;
            $$;

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_apikey (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    prefix character varying(11) NOT NULL,
    digest character varying(64) NOT NULL,
    scopes character varying(6)[] NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT api_key_digest_is_sha256 CHECK (((digest)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT api_key_expires_later CHECK ((expires_at > created_at)),
    CONSTRAINT api_key_prefix_plain CHECK (((prefix)::text ~ '^cw_[a-z0-9]{8}$'::text)),
    CONSTRAINT api_key_scopes_known CHECK (((scopes <@ ARRAY['read'::character varying(6), 'write'::character varying(6), 'decide'::character varying(6)]) AND (NOT (scopes = '{}'::character varying(6)[]))))
);

ALTER TABLE public.accounts_apikey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_apikey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_desk (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    slug character varying(60) NOT NULL,
    people_required smallint NOT NULL,
    CONSTRAINT accounts_desk_people_required_check CHECK ((people_required >= 0)),
    CONSTRAINT desk_people_required_two_or_three CHECK ((people_required = ANY (ARRAY[2, 3])))
);

ALTER TABLE public.accounts_desk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_desk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_invitation (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    role character varying(12) NOT NULL,
    seed character varying(43) NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    asked_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    asked smallint NOT NULL,
    mail_due_at timestamp with time zone DEFAULT statement_timestamp(),
    attempts smallint NOT NULL,
    mailed_at timestamp with time zone,
    last_error text NOT NULL,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    accepted_by_id bigint,
    desk_id bigint NOT NULL,
    invited_by_id bigint NOT NULL,
    CONSTRAINT accounts_invitation_asked_check CHECK ((asked >= 0)),
    CONSTRAINT accounts_invitation_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT invitation_accepted_by_somebody CHECK ((((accepted_at IS NULL) AND (accepted_by_id IS NULL)) OR ((accepted_at IS NOT NULL) AND (accepted_by_id IS NOT NULL)))),
    CONSTRAINT invitation_digest_is_sha256 CHECK (((digest)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT invitation_ends_once CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL))),
    CONSTRAINT invitation_expires_later CHECK ((expires_at > created_at)),
    CONSTRAINT invitation_role_known CHECK (((role)::text = ANY ((ARRAY['viewer'::character varying, 'logger'::character varying, 'verifier'::character varying, 'reviewer'::character varying, 'supervisor'::character varying])::text[])))
);

ALTER TABLE public.accounts_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_membership (
    id bigint NOT NULL,
    role character varying(12) NOT NULL,
    desk_id bigint NOT NULL,
    user_id bigint NOT NULL,
    countries character varying(3)[] NOT NULL,
    languages character varying(3)[] NOT NULL,
    CONSTRAINT membership_role_known CHECK (((role)::text = ANY ((ARRAY['viewer'::character varying, 'logger'::character varying, 'verifier'::character varying, 'reviewer'::character varying, 'supervisor'::character varying])::text[])))
);

ALTER TABLE public.accounts_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_service (
    id bigint NOT NULL,
    purpose character varying(500) NOT NULL,
    contact character varying(254) NOT NULL,
    scopes character varying(6)[] NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    CONSTRAINT service_expires_later CHECK ((expires_at > created_at)),
    CONSTRAINT service_owner_is_a_person CHECK ((NOT (owner_id = account_id))),
    CONSTRAINT service_scopes_known CHECK (((scopes <@ ARRAY['read'::character varying(6), 'write'::character varying(6), 'decide'::character varying(6)]) AND (NOT (scopes = '{}'::character varying(6)[]))))
);

CREATE TABLE public.accounts_service_desks (
    id bigint NOT NULL,
    service_id bigint NOT NULL,
    desk_id bigint NOT NULL
);

ALTER TABLE public.accounts_service_desks ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_service_desks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.accounts_service ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_service_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    username character varying(60) NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    time_zone character varying(64) NOT NULL,
    language character varying(8) NOT NULL,
    is_active boolean NOT NULL,
    is_operator boolean NOT NULL,
    is_demo boolean NOT NULL,
    sessions_ended integer NOT NULL,
    joined_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    goes_on boolean NOT NULL,
    shortcuts jsonb NOT NULL,
    shortcuts_on boolean NOT NULL,
    away_until date,
    is_service boolean NOT NULL,
    CONSTRAINT accounts_user_sessions_ended_check CHECK ((sessions_ended >= 0)),
    CONSTRAINT user_language_plain CHECK (((language)::text ~ '^[a-z]{2,3}(-[a-z]{2,8})?$'::text)),
    CONSTRAINT user_name_given CHECK (((name)::text ~ '\S'::text)),
    CONSTRAINT user_service_is_nobodys CHECK (((NOT is_service) OR (((email)::text = ''::text) AND (NOT is_operator) AND ((password)::text ~~ '!%'::text)))),
    CONSTRAINT user_username_plain CHECK (((username)::text ~ '^[a-z0-9][a-z0-9._-]*$'::text))
);

ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.api_answered (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    body character varying(64) NOT NULL,
    status smallint NOT NULL,
    data jsonb NOT NULL,
    version integer,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT answered_of_hashes CHECK ((((body)::text ~ '^[0-9a-f]{64}$'::text) AND ((key)::text ~ '^[0-9a-f]{64}$'::text) AND ((status >= 200) AND (status <= 299)))),
    CONSTRAINT api_answered_status_check CHECK ((status >= 0)),
    CONSTRAINT api_answered_version_check CHECK ((version >= 0))
);

ALTER TABLE public.api_answered ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_answered_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.api_submission (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    body character varying(64) NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    document_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT submission_of_hashes CHECK ((((body)::text ~ '^[0-9a-f]{64}$'::text) AND ((key)::text ~ '^[0-9a-f]{64}$'::text)))
);

ALTER TABLE public.api_submission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_submission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_entry (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    verb character varying(60) NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint,
    subject_label character varying(200) NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    note text NOT NULL,
    request_id character varying(64) NOT NULL,
    actor_id bigint,
    desk_id bigint,
    person_id bigint,
    CONSTRAINT entry_person_is_the_subject CHECK ((((person_id = subject_id) AND (person_id IS NOT NULL) AND ((subject_kind)::text = 'user'::text)) OR ((NOT ((subject_kind)::text = 'user'::text)) AND (person_id IS NULL)))),
    CONSTRAINT entry_subject_whole CHECK ((((subject_id IS NULL) AND ((subject_kind)::text = ''::text) AND ((subject_label)::text = ''::text)) OR ((NOT ((subject_kind)::text = ''::text)) AND (subject_id IS NOT NULL) AND (NOT ((subject_label)::text = ''::text))))),
    CONSTRAINT entry_verb_plain CHECK (((verb)::text ~ '^[a-z]+\.[a-z_]+$'::text))
);

ALTER TABLE public.audit_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.audit_seal (
    number bigint NOT NULL,
    previous character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    entry_id bigint NOT NULL,
    CONSTRAINT audit_seal_number_check CHECK ((number >= 0)),
    CONSTRAINT seal_digests_are_sha256 CHECK ((((digest)::text ~ '^[0-9a-f]{64}$'::text) AND ((previous)::text ~ '^[0-9a-f]{64}$'::text))),
    CONSTRAINT seal_only_the_first_starts CHECK ((((number = 1) AND ((previous)::text = '0000000000000000000000000000000000000000000000000000000000000000'::text)) OR ((number > 1) AND (NOT ((previous)::text = '0000000000000000000000000000000000000000000000000000000000000000'::text)))))
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.codebook_actor (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    kind smallint NOT NULL,
    acled_label character varying(200) NOT NULL,
    ucdp_id integer,
    gtd_name character varying(200) NOT NULL,
    active_from date,
    active_to date,
    parent_id bigint,
    country_id character varying(3),
    CONSTRAINT actor_active_days_ordered CHECK (((active_from IS NULL) OR (active_to IS NULL) OR (active_from <= active_to))),
    CONSTRAINT actor_kind_known CHECK ((kind = ANY (ARRAY[1, 2, 3, 4, 5, 6, 7, 8]))),
    CONSTRAINT actor_names_usable CHECK (((NOT ((acled_label)::text ~~ '%;%'::text)) AND (NOT ((name)::text = ''::text)))),
    CONSTRAINT actor_not_part_of_itself CHECK (((parent_id IS NULL) OR (NOT ((parent_id = id) AND (parent_id IS NOT NULL))))),
    CONSTRAINT codebook_actor_kind_check CHECK ((kind >= 0)),
    CONSTRAINT codebook_actor_ucdp_id_check CHECK ((ucdp_id >= 0))
);

ALTER TABLE public.codebook_actor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.codebook_actor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.codebook_actoralias (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    language character varying(8) NOT NULL,
    actor_id bigint NOT NULL,
    CONSTRAINT actor_alias_not_empty CHECK ((NOT ((name)::text = ''::text)))
);

ALTER TABLE public.codebook_actoralias ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.codebook_actoralias_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.codebook_country (
    iso3 character varying(3) NOT NULL,
    iso2 character varying(2) NOT NULL,
    iso_numeric smallint,
    name character varying(80) NOT NULL,
    acled_name character varying(80) NOT NULL,
    acled_region smallint NOT NULL,
    gw_number smallint,
    CONSTRAINT codebook_country_acled_region_check CHECK ((acled_region >= 0)),
    CONSTRAINT codebook_country_gw_number_check CHECK ((gw_number >= 0)),
    CONSTRAINT codebook_country_iso_numeric_check CHECK ((iso_numeric >= 0)),
    CONSTRAINT country_acled_region_known CHECK ((acled_region = ANY (ARRAY[1, 2, 3, 4, 5, 7, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]))),
    CONSTRAINT country_iso2_two_capitals CHECK (((iso2)::text ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT country_iso3_three_capitals CHECK (((iso3)::text ~ '^[A-Z]{3}$'::text))
);

CREATE TABLE public.codebook_edition (
    number smallint NOT NULL,
    published_on date NOT NULL,
    note text NOT NULL,
    CONSTRAINT codebook_edition_number_check CHECK ((number >= 0)),
    CONSTRAINT edition_number_from_one CHECK ((number >= 1)),
    CONSTRAINT edition_says_what_changed CHECK ((NOT (note = ''::text)))
);

CREATE TABLE public.codebook_place (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    other_names text NOT NULL,
    admin1_code character varying(20) NOT NULL,
    admin1 character varying(200) NOT NULL,
    admin2 character varying(200) NOT NULL,
    latitude numeric(7,5) NOT NULL,
    longitude numeric(8,5) NOT NULL,
    feature character varying(1) NOT NULL,
    population integer,
    geonames_id integer,
    origin character varying(10) NOT NULL,
    search text GENERATED ALWAYS AS (public.casework_fold((COALESCE('
'::text, ''::text) || COALESCE(((COALESCE(name, ''::character varying))::text || COALESCE((COALESCE('
'::text, ''::text) || COALESCE((COALESCE(other_names, ''::text) || COALESCE('
'::text, ''::text)), ''::text)), ''::text)), ''::text)))) STORED,
    country_id character varying(3) NOT NULL,
    CONSTRAINT codebook_place_geonames_id_check CHECK ((geonames_id >= 0)),
    CONSTRAINT codebook_place_population_check CHECK ((population >= 0)),
    CONSTRAINT place_from_geonames_has_number CHECK (((NOT ((origin)::text = 'geonames'::text)) OR (geonames_id IS NOT NULL))),
    CONSTRAINT place_has_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT place_on_earth CHECK (((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric) AND (longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric))),
    CONSTRAINT place_origin_and_feature_known CHECK ((((origin)::text = ANY ((ARRAY['geonames'::character varying, 'operator'::character varying, 'learned'::character varying])::text[])) AND ((feature)::text = ANY ((ARRAY['A'::character varying, 'H'::character varying, 'L'::character varying, 'P'::character varying, 'R'::character varying, 'S'::character varying, 'T'::character varying, 'U'::character varying, 'V'::character varying])::text[]))))
);

ALTER TABLE public.codebook_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.codebook_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.codebook_term (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    label character varying(120) NOT NULL,
    description text NOT NULL,
    disorder_type character varying(40) NOT NULL,
    "position" smallint NOT NULL,
    parent_id bigint,
    retired_id smallint,
    since_id smallint NOT NULL,
    vocabulary_id character varying(40) NOT NULL,
    CONSTRAINT codebook_term_position_check CHECK (("position" >= 0)),
    CONSTRAINT term_disorder_type_known CHECK (((disorder_type)::text = ANY ((ARRAY[''::character varying, 'Political violence'::character varying, 'Demonstrations'::character varying, 'Political violence; Demonstrations'::character varying, 'Strategic developments'::character varying])::text[]))),
    CONSTRAINT term_has_code_and_label CHECK (((NOT ((code)::text = ''::text)) AND (NOT ((label)::text = ''::text)))),
    CONSTRAINT term_retired_after_its_first_edition CHECK (((retired_id IS NULL) OR (retired_id > since_id)))
);

ALTER TABLE public.codebook_term ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.codebook_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.codebook_vocabulary (
    slug character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    origin text NOT NULL,
    parent_id character varying(40)
);

CREATE TABLE public.coding_attempt (
    id bigint NOT NULL,
    begun_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    typed jsonb NOT NULL,
    "values" jsonb,
    compared jsonb NOT NULL,
    submitted_at timestamp with time zone,
    coder_id bigint NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT attempt_submitted_whole CHECK ((((submitted_at IS NULL) AND ("values" IS NULL)) OR ((submitted_at IS NOT NULL) AND ("values" IS NOT NULL))))
);

ALTER TABLE public.coding_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_coding (
    id bigint NOT NULL,
    taken_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    typed jsonb NOT NULL,
    "values" jsonb,
    differing character varying(30)[] NOT NULL,
    is_blind boolean,
    submitted_at timestamp with time zone,
    ended_at timestamp with time zone,
    coder_id bigint NOT NULL,
    draw_id bigint NOT NULL,
    compared jsonb NOT NULL,
    CONSTRAINT coding_submitted_whole CHECK ((((is_blind IS NULL) AND (submitted_at IS NULL) AND ("values" IS NULL)) OR ((ended_at IS NULL) AND (is_blind IS NOT NULL) AND (submitted_at IS NOT NULL) AND ("values" IS NOT NULL))))
);

ALTER TABLE public.coding_coding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_coding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_draw (
    id bigint NOT NULL,
    share smallint NOT NULL,
    lot numeric(9,6) NOT NULL,
    is_drawn boolean NOT NULL,
    first_ids bigint[] NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    desk_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    CONSTRAINT coding_draw_share_check CHECK ((share >= 0)),
    CONSTRAINT draw_follows_from_lot CHECK (((is_drawn AND (lot < (share)::numeric)) OR ((NOT is_drawn) AND (lot >= (share)::numeric)))),
    CONSTRAINT draw_lot_of_hundred CHECK (((lot >= (0)::numeric) AND (lot < (100)::numeric))),
    CONSTRAINT draw_share_of_hundred CHECK ((share <= 100))
);

ALTER TABLE public.coding_draw ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_draw_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_draw_snapshots (
    id bigint NOT NULL,
    draw_id bigint NOT NULL,
    snapshot_id bigint NOT NULL
);

ALTER TABLE public.coding_draw_snapshots ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_draw_snapshots_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_exercise (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    created_by_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    CONSTRAINT exercise_opened_before_closed CHECK (((closed_at IS NULL) OR (opened_at IS NOT NULL))),
    CONSTRAINT exercise_title_said CHECK (((title)::text ~ '\S'::text))
);

ALTER TABLE public.coding_exercise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_exercise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_plan (
    id bigint NOT NULL,
    share smallint NOT NULL,
    seed character varying(32) NOT NULL,
    desk_id bigint NOT NULL,
    CONSTRAINT coding_plan_share_check CHECK ((share >= 0)),
    CONSTRAINT plan_seed_whole CHECK (((seed)::text ~ '^[0-9a-f]{32}$'::text)),
    CONSTRAINT plan_share_of_hundred CHECK ((share <= 100))
);

ALTER TABLE public.coding_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_task (
    id bigint NOT NULL,
    number smallint NOT NULL,
    about character varying(200) NOT NULL,
    typed jsonb NOT NULL,
    answers jsonb,
    explanation text NOT NULL,
    exercise_id bigint NOT NULL,
    CONSTRAINT coding_task_number_check CHECK ((number >= 0))
);

ALTER TABLE public.coding_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_task_snapshots (
    id bigint NOT NULL,
    task_id bigint NOT NULL,
    snapshot_id bigint NOT NULL
);

ALTER TABLE public.coding_task_snapshots ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_task_snapshots_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_trendseen (
    id bigint NOT NULL,
    month date NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT trend_seen_of_month CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);

ALTER TABLE public.coding_trendseen ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_trendseen_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.coding_verdict (
    id bigint NOT NULL,
    field character varying(30) NOT NULL,
    choice character varying(10) NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    changed_to integer,
    by_id bigint NOT NULL,
    coding_id bigint NOT NULL,
    CONSTRAINT coding_verdict_changed_to_check CHECK ((changed_to >= 0)),
    CONSTRAINT verdict_changes_for_second CHECK (((changed_to IS NULL) OR ((choice)::text = 'second'::text))),
    CONSTRAINT verdict_choice_known CHECK (((choice)::text = ANY ((ARRAY['first'::character varying, 'second'::character varying, 'neither'::character varying])::text[]))),
    CONSTRAINT verdict_reason_said CHECK ((reason ~ '\S'::text))
);

ALTER TABLE public.coding_verdict ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.coding_verdict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_candidatepair (
    id bigint NOT NULL,
    score numeric(4,3) NOT NULL,
    reasons jsonb NOT NULL,
    computed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    left_id bigint NOT NULL,
    right_id bigint NOT NULL,
    changed_at timestamp with time zone,
    inferred character varying(10) DEFAULT ''::character varying NOT NULL,
    is_settled boolean DEFAULT false NOT NULL,
    left_version integer DEFAULT 0 NOT NULL,
    right_version integer DEFAULT 0 NOT NULL,
    CONSTRAINT candidate_pair_inferred_known CHECK (((inferred)::text = ANY ((ARRAY[''::character varying, 'same'::character varying, 'not_same'::character varying])::text[]))),
    CONSTRAINT candidate_pair_left_before_right CHECK ((left_id < right_id)),
    CONSTRAINT candidate_pair_score_from_0_to_1 CHECK (((score >= (0)::numeric) AND (score <= (1)::numeric))),
    CONSTRAINT crossref_candidatepair_left_version_check CHECK ((left_version >= 0)),
    CONSTRAINT crossref_candidatepair_right_version_check CHECK ((right_version >= 0))
);

ALTER TABLE public.crossref_candidatepair ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_candidatepair_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_externalchange (
    id bigint NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    record_id bigint NOT NULL
);

ALTER TABLE public.crossref_externalchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_externalchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_externalmatch (
    id bigint NOT NULL,
    score numeric(4,3) NOT NULL,
    reasons jsonb NOT NULL,
    verdict character varying(10) NOT NULL,
    at timestamp with time zone,
    by_id bigint,
    incident_id bigint NOT NULL,
    record_id bigint NOT NULL,
    CONSTRAINT external_match_decided_by_somebody CHECK ((((at IS NULL) AND (by_id IS NULL) AND ((verdict)::text = 'open'::text)) OR ((at IS NOT NULL) AND (by_id IS NOT NULL) AND ((verdict)::text = ANY ((ARRAY['same'::character varying, 'not_same'::character varying])::text[])))))
);

ALTER TABLE public.crossref_externalmatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_externalmatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_externalrecord (
    id bigint NOT NULL,
    country character varying(3),
    first_day date,
    last_day date,
    latitude double precision,
    longitude double precision,
    reach_km double precision NOT NULL,
    space smallint NOT NULL,
    "time" smallint,
    cell bigint,
    place_name text NOT NULL,
    place_names text[] NOT NULL,
    place_sounds text[] NOT NULL,
    event_type bigint,
    target_type bigint,
    killed integer,
    killed_low integer,
    killed_high integer,
    injured integer,
    injured_low integer,
    injured_high integer,
    actors bigint[] NOT NULL,
    documents bigint[] NOT NULL,
    dataset character varying(10) NOT NULL,
    external_id character varying(40) NOT NULL,
    "row" jsonb NOT NULL,
    row_sha256 character varying(64) NOT NULL,
    place character varying(400) NOT NULL,
    low integer,
    best integer,
    high integer,
    flags character varying(20)[] NOT NULL,
    imported_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    changed_at timestamp with time zone,
    due_at timestamp with time zone DEFAULT statement_timestamp()
);

ALTER TABLE public.crossref_externalrecord ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_externalrecord_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_fingerprint (
    country character varying(3),
    first_day date,
    last_day date,
    latitude double precision,
    longitude double precision,
    reach_km double precision NOT NULL,
    space smallint NOT NULL,
    "time" smallint,
    cell bigint,
    place_name text NOT NULL,
    place_names text[] NOT NULL,
    place_sounds text[] NOT NULL,
    event_type bigint,
    target_type bigint,
    killed integer,
    killed_low integer,
    killed_high integer,
    injured integer,
    injured_low integer,
    injured_high integer,
    actors bigint[] NOT NULL,
    documents bigint[] NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT fingerprint_days_whole CHECK ((((first_day IS NULL) AND (last_day IS NULL) AND ("time" IS NULL)) OR ((first_day IS NOT NULL) AND (first_day <= last_day) AND (last_day IS NOT NULL) AND ("time" IS NOT NULL))))
);

CREATE TABLE public.crossref_judgement (
    id bigint NOT NULL,
    verdict character varying(10) NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    note text NOT NULL,
    left_version integer NOT NULL,
    right_version integer NOT NULL,
    ended_at timestamp with time zone,
    by_id bigint NOT NULL,
    pair_id bigint NOT NULL,
    facts jsonb NOT NULL,
    CONSTRAINT crossref_judgement_left_version_check CHECK ((left_version >= 0)),
    CONSTRAINT crossref_judgement_right_version_check CHECK ((right_version >= 0)),
    CONSTRAINT judgement_ended_later CHECK (((ended_at IS NULL) OR (ended_at >= at))),
    CONSTRAINT judgement_verdict_known CHECK (((verdict)::text = ANY ((ARRAY['same'::character varying, 'not_same'::character varying, 'unsure'::character varying])::text[])))
);

ALTER TABLE public.crossref_judgement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_judgement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_link (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    note text NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    ended_at timestamp with time zone,
    by_id bigint NOT NULL,
    ended_by_id bigint,
    from_incident_id bigint NOT NULL,
    to_incident_id bigint NOT NULL,
    CONSTRAINT link_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((ended_at >= at) AND (ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL)))),
    CONSTRAINT link_kind_known CHECK (((kind)::text = ANY ((ARRAY['same_incident'::character varying, 'part_of'::character varying, 'follow_up'::character varying, 'reprisal_for'::character varying, 'same_operation'::character varying])::text[]))),
    CONSTRAINT link_not_to_itself CHECK ((NOT (from_incident_id = to_incident_id)))
);

ALTER TABLE public.crossref_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_listedincident (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    content character varying(64) NOT NULL,
    version integer NOT NULL,
    ended_at timestamp with time zone,
    document_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    file_id bigint NOT NULL,
    own_list_id bigint NOT NULL,
    CONSTRAINT crossref_listedincident_version_check CHECK ((version >= 0)),
    CONSTRAINT listed_incident_content_is_a_hash CHECK (((content)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT listed_incident_key_said CHECK (((key)::text ~ '\S'::text))
);

ALTER TABLE public.crossref_listedincident ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_listedincident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_listfile (
    id bigint NOT NULL,
    file_name character varying(255) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    state character varying(10) NOT NULL,
    due_at timestamp with time zone DEFAULT statement_timestamp(),
    headings jsonb NOT NULL,
    mapping jsonb NOT NULL,
    lines integer NOT NULL,
    "position" integer NOT NULL,
    counts jsonb NOT NULL,
    refused_because text NOT NULL,
    finished_at timestamp with time zone,
    by_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    imported_by_id bigint,
    own_list_id bigint,
    CONSTRAINT crossref_listfile_lines_check CHECK ((lines >= 0)),
    CONSTRAINT crossref_listfile_position_check CHECK (("position" >= 0)),
    CONSTRAINT crossref_listfile_size_check CHECK ((size >= 0)),
    CONSTRAINT list_file_due_while_worked_on CHECK ((((due_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['reading'::character varying, 'checking'::character varying, 'importing'::character varying, 'undoing'::character varying])::text[]))) OR ((due_at IS NULL) AND ((state)::text = ANY ((ARRAY['read'::character varying, 'checked'::character varying, 'imported'::character varying, 'undone'::character varying, 'refused'::character varying])::text[]))))),
    CONSTRAINT list_file_in_somebodys_name CHECK (((NOT ((state)::text = ANY ((ARRAY['importing'::character varying, 'imported'::character varying, 'undoing'::character varying, 'undone'::character varying])::text[]))) OR (imported_by_id IS NOT NULL))),
    CONSTRAINT list_file_of_a_list CHECK ((((state)::text = ANY ((ARRAY['reading'::character varying, 'read'::character varying, 'refused'::character varying])::text[])) OR (own_list_id IS NOT NULL))),
    CONSTRAINT list_file_of_some_bytes CHECK ((((sha256)::text ~ '^[0-9a-f]{64}$'::text) AND (size >= 1))),
    CONSTRAINT list_file_stopped_says_why CHECK (((((state)::text = 'refused'::text) AND (NOT (refused_because = ''::text))) OR ((NOT ((state)::text = 'refused'::text)) AND (refused_because = ''::text))))
);

ALTER TABLE public.crossref_listfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_listfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_listnote (
    id bigint NOT NULL,
    number integer NOT NULL,
    field character varying(40) NOT NULL,
    value character varying(200) NOT NULL,
    sentence text NOT NULL,
    file_id bigint NOT NULL,
    CONSTRAINT crossref_listnote_number_check CHECK ((number >= 0))
);

ALTER TABLE public.crossref_listnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_listnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_listrow (
    id bigint NOT NULL,
    number integer NOT NULL,
    cells jsonb NOT NULL,
    key character varying(200) NOT NULL,
    outcome character varying(10) NOT NULL,
    file_id bigint NOT NULL,
    incident_id bigint,
    CONSTRAINT crossref_listrow_number_check CHECK ((number >= 0))
);

ALTER TABLE public.crossref_listrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_listrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_mention (
    id bigint NOT NULL,
    country character varying(3),
    first_day date,
    last_day date,
    latitude double precision,
    longitude double precision,
    reach_km double precision NOT NULL,
    space smallint NOT NULL,
    "time" smallint,
    cell bigint,
    place_name text NOT NULL,
    place_names text[] NOT NULL,
    place_sounds text[] NOT NULL,
    event_type bigint,
    target_type bigint,
    killed integer,
    killed_low integer,
    killed_high integer,
    injured integer,
    injured_low integer,
    injured_high integer,
    actors bigint[] NOT NULL,
    documents bigint[] NOT NULL,
    is_dated boolean NOT NULL,
    document_id bigint NOT NULL,
    CONSTRAINT mention_found_by_its_days CHECK (((cell IS NULL) OR ((first_day IS NOT NULL) AND ("time" IS NOT NULL))))
);

ALTER TABLE public.crossref_mention ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_mention_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_mergejournal (
    id bigint NOT NULL,
    choices jsonb NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    citations bigint[] NOT NULL,
    claims jsonb NOT NULL,
    documents bigint[] NOT NULL,
    donor_sha256 character varying(64) NOT NULL,
    survivor_sha256 character varying(64) NOT NULL,
    survivor_version integer NOT NULL,
    note text NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    ended_at timestamp with time zone,
    by_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    ended_by_id bigint,
    survivor_id bigint NOT NULL,
    tags bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    CONSTRAINT crossref_mergejournal_survivor_version_check CHECK ((survivor_version >= 0)),
    CONSTRAINT merge_journal_ended_by_somebody CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL)) OR ((ended_at >= at) AND (ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL)))),
    CONSTRAINT merge_journal_sha256_whole CHECK ((((donor_sha256)::text ~ '^[0-9a-f]{64}$'::text) AND ((survivor_sha256)::text ~ '^[0-9a-f]{64}$'::text))),
    CONSTRAINT merge_journal_two_incidents CHECK ((NOT (donor_id = survivor_id)))
);

ALTER TABLE public.crossref_mergejournal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_mergejournal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_offer (
    id bigint NOT NULL,
    score numeric(4,3) NOT NULL,
    reasons jsonb NOT NULL,
    computed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    answer character varying(6) NOT NULL,
    at timestamp with time zone,
    has_attached boolean NOT NULL,
    facts jsonb NOT NULL,
    seen_version integer NOT NULL,
    changed_at timestamp with time zone,
    by_id bigint,
    document_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT crossref_offer_seen_version_check CHECK ((seen_version >= 0)),
    CONSTRAINT offer_answered_by_somebody CHECK (((((answer)::text = 'open'::text) AND (at IS NULL) AND (by_id IS NULL)) OR (((answer)::text = ANY ((ARRAY['yes'::character varying, 'no'::character varying, 'unsure'::character varying])::text[])) AND (at IS NOT NULL) AND (by_id IS NOT NULL)))),
    CONSTRAINT offer_asked_again_after_an_answer CHECK (((changed_at IS NULL) OR ((answer)::text = ANY ((ARRAY['no'::character varying, 'unsure'::character varying])::text[])))),
    CONSTRAINT offer_attached_by_a_yes CHECK (((NOT has_attached) OR ((answer)::text = 'yes'::text))),
    CONSTRAINT offer_score_from_0_to_1 CHECK (((score >= (0)::numeric) AND (score <= (1)::numeric)))
);

ALTER TABLE public.crossref_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_ownlist (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    outlet character varying(160) NOT NULL,
    tlp character varying(12) NOT NULL,
    mapping jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    created_by_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    CONSTRAINT own_list_name_said CHECK (((name)::text ~ '\S'::text)),
    CONSTRAINT own_list_outlet_said CHECK (((outlet)::text ~ '\S'::text)),
    CONSTRAINT own_list_tlp_known CHECK (((tlp)::text = ANY ((ARRAY['RED'::character varying, 'AMBER+STRICT'::character varying, 'AMBER'::character varying, 'GREEN'::character varying, 'CLEAR'::character varying])::text[])))
);

ALTER TABLE public.crossref_ownlist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_ownlist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_pairsearch (
    id bigint NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    incident_id bigint NOT NULL,
    is_stale boolean NOT NULL,
    due_at timestamp with time zone DEFAULT statement_timestamp(),
    CONSTRAINT crossref_pairsearch_version_check CHECK ((version >= 0))
);

ALTER TABLE public.crossref_pairsearch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_pairsearch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.crossref_recordimport (
    id bigint NOT NULL,
    file_name character varying(255) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    state character varying(10) NOT NULL,
    due_at timestamp with time zone DEFAULT statement_timestamp(),
    dataset character varying(10) NOT NULL,
    lines integer,
    counts jsonb NOT NULL,
    flags jsonb NOT NULL,
    refusals jsonb NOT NULL,
    refused_because text NOT NULL,
    finished_at timestamp with time zone,
    by_id bigint NOT NULL,
    imported_by_id bigint,
    CONSTRAINT crossref_recordimport_lines_check CHECK ((lines >= 0)),
    CONSTRAINT crossref_recordimport_size_check CHECK ((size >= 0)),
    CONSTRAINT record_import_due_while_worked_on CHECK ((((finished_at IS NULL) AND ((state)::text = ANY ((ARRAY['checking'::character varying, 'importing'::character varying])::text[]))) OR ((due_at IS NULL) AND (finished_at IS NULL) AND ((state)::text = 'checked'::text)) OR ((due_at IS NULL) AND (finished_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['imported'::character varying, 'refused'::character varying])::text[]))))),
    CONSTRAINT record_import_in_somebodys_name CHECK (((NOT ((state)::text = ANY ((ARRAY['importing'::character varying, 'imported'::character varying])::text[]))) OR (imported_by_id IS NOT NULL))),
    CONSTRAINT record_import_of_some_bytes CHECK ((((sha256)::text ~ '^[0-9a-f]{64}$'::text) AND (size >= 1))),
    CONSTRAINT record_import_refused_says_why CHECK (((((state)::text = 'refused'::text) AND (NOT (refused_because = ''::text))) OR ((NOT ((state)::text = 'refused'::text)) AND (refused_because = ''::text))))
);

ALTER TABLE public.crossref_recordimport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.crossref_recordimport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.digests_digest (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    period date NOT NULL,
    covers_from timestamp with time zone NOT NULL,
    covers_until timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    message_id character varying(200) NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    last_error text NOT NULL,
    counts jsonb NOT NULL,
    sent_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    user_id bigint NOT NULL,
    number smallint NOT NULL,
    told jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT digest_attempts_counted CHECK ((((state)::text = 'waiting'::text) OR (attempts >= 1))),
    CONSTRAINT digest_covers_some_time CHECK ((covers_until > covers_from)),
    CONSTRAINT digest_failed_says_why CHECK (((NOT ((state)::text = 'failed'::text)) OR (last_error ~ '\S'::text))),
    CONSTRAINT digest_kind_known CHECK (((kind)::text = ANY ((ARRAY['summary'::character varying, 'calls'::character varying])::text[]))),
    CONSTRAINT digest_number_fits_kind CHECK (((((kind)::text = 'summary'::text) AND (number = 0)) OR (((kind)::text = 'calls'::text) AND (number >= 1)))),
    CONSTRAINT digest_sent_has_time CHECK ((((sent_at IS NULL) AND ((state)::text = ANY ((ARRAY['waiting'::character varying, 'sending'::character varying, 'empty'::character varying, 'failed'::character varying])::text[]))) OR ((sent_at IS NOT NULL) AND ((state)::text = 'sent'::text)))),
    CONSTRAINT digests_digest_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT digests_digest_number_check CHECK ((number >= 0))
);

ALTER TABLE public.digests_digest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.digests_digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.digests_followedsearch (
    id bigint NOT NULL,
    since timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    search_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.digests_followedsearch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.digests_followedsearch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.digests_notification (
    id bigint NOT NULL,
    reason character varying(20) NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    times integer DEFAULT 1 NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    read_at timestamp with time zone,
    done_at timestamp with time zone,
    mail_due_at timestamp with time zone,
    by_id bigint,
    incident_id bigint,
    user_id bigint NOT NULL,
    mailed_in_id bigint,
    document_id bigint,
    CONSTRAINT digests_notification_times_check CHECK ((times >= 0)),
    CONSTRAINT notification_about_one_thing CHECK ((((document_id IS NOT NULL) AND (incident_id IS NULL)) OR ((document_id IS NULL) AND (incident_id IS NOT NULL)))),
    CONSTRAINT notification_done_is_read CHECK (((done_at IS NULL) OR (read_at IS NOT NULL))),
    CONSTRAINT notification_reason_known CHECK (((reason)::text = ANY ((ARRAY['mention'::character varying, 'assigned'::character varying, 'returned'::character varying, 'rejected'::character varying, 'approved'::character varying, 'reply'::character varying, 'source_changed'::character varying, 'bytes_unsound'::character varying, 'moved'::character varying, 'claimed'::character varying, 'commented'::character varying])::text[]))),
    CONSTRAINT notification_times_from_one CHECK ((times >= 1))
);

ALTER TABLE public.digests_notification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.digests_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.digests_subscription (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    cadence character varying(10) NOT NULL,
    weekday smallint NOT NULL,
    hour smallint NOT NULL,
    next_send_at timestamp with time zone,
    token character varying(64) NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT digests_subscription_hour_check CHECK ((hour >= 0)),
    CONSTRAINT digests_subscription_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT subscription_cadence_fits_kind CHECK (((((kind)::text = 'calls'::text) AND (NOT ((cadence)::text = ANY ((ARRAY['daily'::character varying, 'weekly'::character varying])::text[])))) OR ((NOT ((kind)::text = 'calls'::text)) AND (NOT ((cadence)::text = 'at_once'::text))))),
    CONSTRAINT subscription_hour_of_day CHECK (((hour >= 0) AND (hour <= 23))),
    CONSTRAINT subscription_kind_known CHECK (((kind)::text = ANY ((ARRAY['summary'::character varying, 'calls'::character varying])::text[]))),
    CONSTRAINT subscription_next_unless_off CHECK (((((cadence)::text = ANY ((ARRAY['off'::character varying, 'at_once'::character varying])::text[])) AND (next_send_at IS NULL)) OR (((cadence)::text = ANY ((ARRAY['daily'::character varying, 'weekly'::character varying])::text[])) AND (next_send_at IS NOT NULL)))),
    CONSTRAINT subscription_weekday_known CHECK (((weekday >= 0) AND (weekday <= 6)))
);

ALTER TABLE public.digests_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.digests_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.digests_watch (
    id bigint NOT NULL,
    is_on boolean NOT NULL,
    since timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    incident_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.digests_watch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.digests_watch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id bigint NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);

ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.incidents_assessment (
    id bigint NOT NULL,
    outcome character varying(10) NOT NULL,
    category character varying(12) NOT NULL,
    low integer,
    best integer,
    high integer,
    rule character varying(14) NOT NULL,
    reason text NOT NULL,
    signed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    countersigned_at timestamp with time zone,
    replaced_at timestamp with time zone,
    countersigned_by_id bigint,
    signed_by_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT assessment_category_known CHECK (((category)::text = ANY ((ARRAY['total'::character varying, 'civilian'::character varying, 'military'::character varying, 'police'::character varying, 'peacekeeper'::character varying, 'armed_group'::character varying, 'perpetrator'::character varying, 'humanitarian'::character varying, 'journalist'::character varying, 'children'::character varying, 'women'::character varying, 'unknown'::character varying])::text[]))),
    CONSTRAINT assessment_countersignature_whole CHECK ((((countersigned_at IS NULL) AND (countersigned_by_id IS NULL)) OR ((countersigned_at IS NOT NULL) AND (countersigned_by_id IS NOT NULL)))),
    CONSTRAINT assessment_countersigned_by_another CHECK (((countersigned_by_id IS NULL) OR (NOT ((countersigned_by_id = signed_by_id) AND (countersigned_by_id IS NOT NULL))))),
    CONSTRAINT assessment_ordered CHECK ((((best IS NULL) AND (high IS NULL) AND (low IS NULL)) OR (((low IS NOT NULL) OR (best IS NOT NULL) OR (high IS NOT NULL)) AND ((low IS NULL) OR (best IS NULL) OR (low <= best)) AND ((best IS NULL) OR (high IS NULL) OR (best <= high)) AND ((low IS NULL) OR (high IS NULL) OR (low <= high))))),
    CONSTRAINT assessment_outcome_known CHECK (((outcome)::text = ANY ((ARRAY['killed'::character varying, 'injured'::character varying, 'missing'::character varying, 'abducted'::character varying])::text[]))),
    CONSTRAINT assessment_rule_known CHECK (((rule)::text = ANY ((ARRAY['range'::character varying, 'conservative'::character varying, 'majority'::character varying, 'most_reliable'::character varying])::text[]))),
    CONSTRAINT incidents_assessment_best_check CHECK ((best >= 0)),
    CONSTRAINT incidents_assessment_high_check CHECK ((high >= 0)),
    CONSTRAINT incidents_assessment_low_check CHECK ((low >= 0))
);

CREATE TABLE public.incidents_assessment_claims (
    id bigint NOT NULL,
    assessment_id bigint NOT NULL,
    casualtyclaim_id bigint NOT NULL
);

ALTER TABLE public.incidents_assessment_claims ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_assessment_claims_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.incidents_assessment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_assessment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_attributionclaim (
    claim_ptr_id bigint NOT NULL,
    role character varying(14) NOT NULL,
    basis character varying(26) NOT NULL,
    claim_mode smallint,
    confidence character varying(10) NOT NULL,
    actor_id bigint,
    CONSTRAINT attribution_claim_basis_known CHECK (((basis)::text = ANY ((ARRAY['claimed'::character varying, 'attributed_by_government'::character varying, 'attributed_by_witness'::character varying, 'attributed_by_third_party'::character varying, 'assessed_by_us'::character varying, 'suspected'::character varying, 'denied'::character varying, 'unidentified'::character varying])::text[]))),
    CONSTRAINT attribution_claim_confidence_known CHECK (((confidence)::text = ANY ((ARRAY['confirmed'::character varying, 'probable'::character varying, 'possible'::character varying, 'unlikely'::character varying, ''::character varying])::text[]))),
    CONSTRAINT attribution_claim_mode_when_claimed CHECK (((claim_mode IS NULL) OR (((basis)::text = 'claimed'::text) AND (claim_mode = ANY (ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))))),
    CONSTRAINT attribution_claim_names_actor CHECK (((actor_id IS NOT NULL) OR ((basis)::text = 'unidentified'::text))),
    CONSTRAINT attribution_claim_role_known CHECK (((role)::text = ANY ((ARRAY['perpetrator'::character varying, 'co_perpetrator'::character varying, 'target'::character varying, 'victim_group'::character varying, 'supporting'::character varying, 'intercepting'::character varying])::text[]))),
    CONSTRAINT incidents_attributionclaim_claim_mode_check CHECK ((claim_mode >= 0))
);

CREATE TABLE public.incidents_casualtyclaim (
    claim_ptr_id bigint NOT NULL,
    outcome character varying(10) NOT NULL,
    category character varying(12) NOT NULL,
    side character varying(1) NOT NULL,
    low integer,
    best integer,
    high integer,
    qualifier character varying(16) NOT NULL,
    CONSTRAINT casualty_claim_category_known CHECK (((category)::text = ANY ((ARRAY['total'::character varying, 'civilian'::character varying, 'military'::character varying, 'police'::character varying, 'peacekeeper'::character varying, 'armed_group'::character varying, 'perpetrator'::character varying, 'humanitarian'::character varying, 'journalist'::character varying, 'children'::character varying, 'women'::character varying, 'unknown'::character varying])::text[]))),
    CONSTRAINT casualty_claim_none_is_zero CHECK (((NOT ((qualifier)::text = 'none'::text)) OR (((low IS NULL) OR (low = 0)) AND ((best IS NULL) OR (best = 0)) AND ((high IS NULL) OR (high = 0))))),
    CONSTRAINT casualty_claim_ordered CHECK ((((best IS NULL) AND (high IS NULL) AND (low IS NULL) AND ((qualifier)::text = 'unknown_number'::text)) OR (((low IS NOT NULL) OR (best IS NOT NULL) OR (high IS NOT NULL)) AND ((low IS NULL) OR (best IS NULL) OR (low <= best)) AND ((best IS NULL) OR (high IS NULL) OR (best <= high)) AND ((low IS NULL) OR (high IS NULL) OR (low <= high))))),
    CONSTRAINT casualty_claim_outcome_known CHECK (((outcome)::text = ANY ((ARRAY['killed'::character varying, 'injured'::character varying, 'missing'::character varying, 'abducted'::character varying])::text[]))),
    CONSTRAINT casualty_claim_qualifier_known CHECK (((qualifier)::text = ANY ((ARRAY['exactly'::character varying, 'about'::character varying, 'at_least'::character varying, 'more_than'::character varying, 'up_to'::character varying, 'fewer_than'::character varying, 'between'::character varying, 'several'::character varying, 'tens'::character varying, 'dozens'::character varying, 'scores'::character varying, 'hundreds'::character varying, 'none'::character varying, 'unknown_number'::character varying])::text[]))),
    CONSTRAINT casualty_claim_side_known CHECK (((side)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying, ''::character varying])::text[]))),
    CONSTRAINT casualty_claim_unknown_has_no_number CHECK (((NOT ((qualifier)::text = 'unknown_number'::text)) OR ((best IS NULL) AND (high IS NULL) AND (low IS NULL)))),
    CONSTRAINT incidents_casualtyclaim_best_check CHECK ((best >= 0)),
    CONSTRAINT incidents_casualtyclaim_high_check CHECK ((high >= 0)),
    CONSTRAINT incidents_casualtyclaim_low_check CHECK ((low >= 0))
);

CREATE TABLE public.incidents_citation (
    id bigint NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    exact text NOT NULL,
    prefix text NOT NULL,
    suffix text NOT NULL,
    attributed_to character varying(200) NOT NULL,
    credibility character varying(1) NOT NULL,
    tlp character varying(12) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    created_by_id bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT citation_credibility_known CHECK (((credibility)::text = ANY ((ARRAY['1'::character varying, '2'::character varying, '3'::character varying, '4'::character varying, '5'::character varying, '6'::character varying])::text[]))),
    CONSTRAINT citation_offsets_fit_quote CHECK (("end" = (start + length(exact)))),
    CONSTRAINT citation_quote_said CHECK ((exact ~ '\S'::text)),
    CONSTRAINT citation_start_before_end CHECK ((start < "end")),
    CONSTRAINT citation_tlp_known CHECK (((tlp)::text = ANY ((ARRAY['RED'::character varying, 'AMBER+STRICT'::character varying, 'AMBER'::character varying, 'GREEN'::character varying, 'CLEAR'::character varying])::text[]))),
    CONSTRAINT incidents_citation_end_check CHECK (("end" >= 0)),
    CONSTRAINT incidents_citation_start_check CHECK ((start >= 0))
);

ALTER TABLE public.incidents_citation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_citation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_citationcheck (
    id bigint NOT NULL,
    fate character varying(8) NOT NULL,
    start integer,
    "end" integer,
    before text NOT NULL,
    after text NOT NULL,
    score smallint NOT NULL,
    found_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    answer character varying(12) NOT NULL,
    reason text NOT NULL,
    closed_at timestamp with time zone,
    citation_id bigint NOT NULL,
    closed_by_id bigint,
    snapshot_id bigint NOT NULL,
    CONSTRAINT citation_check_answers_work CHECK ((((fate)::text = ANY ((ARRAY['changed'::character varying, 'vanished'::character varying])::text[])) OR ((answer)::text = ''::text))),
    CONSTRAINT citation_check_closed_whole CHECK (((((answer)::text = ''::text) AND (closed_at IS NULL) AND (closed_by_id IS NULL) AND (reason = ''::text)) OR (((answer)::text = 'overtaken'::text) AND (closed_at IS NOT NULL) AND (closed_by_id IS NULL) AND (reason = ''::text)) OR (((answer)::text = ANY ((ARRAY['still_holds'::character varying, 'corrected'::character varying, 'retracted'::character varying])::text[])) AND (closed_at IS NOT NULL) AND (reason ~ '\S'::text) AND (closed_by_id IS NOT NULL)))),
    CONSTRAINT citation_check_fate_known CHECK (((fate)::text = ANY ((ARRAY['same'::character varying, 'moved'::character varying, 'changed'::character varying, 'vanished'::character varying])::text[]))),
    CONSTRAINT citation_check_place_fits_fate CHECK ((((after = ''::text) AND ("end" IS NULL) AND ((fate)::text = 'vanished'::text) AND (start IS NULL)) OR ((NOT ((fate)::text = 'vanished'::text)) AND ("end" IS NOT NULL) AND (start IS NOT NULL) AND (start < "end")))),
    CONSTRAINT incidents_citationcheck_end_check CHECK (("end" >= 0)),
    CONSTRAINT incidents_citationcheck_score_check CHECK ((score >= 0)),
    CONSTRAINT incidents_citationcheck_start_check CHECK ((start >= 0))
);

ALTER TABLE public.incidents_citationcheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_citationcheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_claim (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    as_reported character varying(400) NOT NULL,
    status character varying(10) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    created_by_id bigint NOT NULL,
    part_of_id bigint,
    supersedes_id bigint,
    citation_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    origin_id bigint,
    CONSTRAINT claim_as_reported_said CHECK (((as_reported)::text ~ '\S'::text)),
    CONSTRAINT claim_kind_known CHECK (((kind)::text = ANY ((ARRAY['casualties'::character varying, 'attribution'::character varying, 'date'::character varying, 'place'::character varying, 'term'::character varying])::text[]))),
    CONSTRAINT claim_only_numbers_have_parts CHECK (((part_of_id IS NULL) OR ((kind)::text = 'casualties'::text))),
    CONSTRAINT claim_origin_is_elsewhere CHECK (((origin_id IS NULL) OR (NOT ((origin_id = incident_id) AND (origin_id IS NOT NULL))))),
    CONSTRAINT claim_part_of_another CHECK (((part_of_id IS NULL) OR (NOT ((part_of_id = id) AND (part_of_id IS NOT NULL))))),
    CONSTRAINT claim_status_known CHECK (((status)::text = ANY ((ARRAY['live'::character varying, 'superseded'::character varying, 'retracted'::character varying])::text[]))),
    CONSTRAINT claim_supersedes_another CHECK (((supersedes_id IS NULL) OR (NOT ((supersedes_id = id) AND (supersedes_id IS NOT NULL)))))
);

ALTER TABLE public.incidents_claim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_dateclaim (
    claim_ptr_id bigint NOT NULL,
    date_edtf character varying(400) NOT NULL,
    date_earliest date,
    date_latest date,
    date_precision character varying(8) NOT NULL,
    time_of_day character varying(12) NOT NULL,
    CONSTRAINT date_claim_date_whole CHECK ((((date_earliest IS NULL) AND ((date_edtf)::text = ''::text) AND (date_latest IS NULL) AND ((date_precision)::text = 'unknown'::text)) OR ((NOT ((date_edtf)::text = ''::text)) AND (((date_earliest IS NOT NULL) AND (date_latest IS NOT NULL) AND (((date_earliest = date_latest) AND ((date_precision)::text = 'day'::text)) OR ((date_earliest < date_latest) AND ((date_precision)::text = ANY ((ARRAY['range'::character varying, 'week'::character varying, 'month'::character varying, 'year'::character varying])::text[]))))) OR (((date_earliest IS NOT NULL) OR (date_latest IS NOT NULL)) AND ((date_precision)::text = 'unknown'::text)))))),
    CONSTRAINT date_claim_dates_in_order CHECK (((date_earliest IS NULL) OR (date_latest IS NULL) OR (date_earliest <= date_latest))),
    CONSTRAINT date_claim_says_something CHECK (((NOT ((date_edtf)::text = ''::text)) OR (NOT ((time_of_day)::text = 'unknown'::text)))),
    CONSTRAINT date_claim_time_of_day_known CHECK (((time_of_day)::text = ANY ((ARRAY['before_dawn'::character varying, 'dawn'::character varying, 'morning'::character varying, 'midday'::character varying, 'afternoon'::character varying, 'evening'::character varying, 'night'::character varying, 'overnight'::character varying, 'unknown'::character varying])::text[])))
);

CREATE TABLE public.incidents_draft (
    id bigint NOT NULL,
    form character varying(80) NOT NULL,
    seen integer NOT NULL,
    content jsonb NOT NULL,
    saved_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    incident_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT draft_form_plain CHECK (((form)::text ~ '^[a-z][a-z0-9_.-]*$'::text)),
    CONSTRAINT incidents_draft_seen_check CHECK ((seen >= 0))
);

ALTER TABLE public.incidents_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_incident (
    id bigint NOT NULL,
    review_state character varying(10) NOT NULL,
    state_entered_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    version integer NOT NULL,
    published_version integer,
    people_required smallint NOT NULL,
    contributor_ids bigint[] NOT NULL,
    due_at timestamp with time zone,
    priority smallint NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    changed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    date_edtf character varying(400) NOT NULL,
    date_earliest date,
    date_latest date,
    date_precision character varying(8) NOT NULL,
    time_of_day character varying(12) NOT NULL,
    admin1 character varying(120) NOT NULL,
    admin2 character varying(120) NOT NULL,
    admin3 character varying(120) NOT NULL,
    place_name character varying(200) NOT NULL,
    latitude numeric(7,5),
    longitude numeric(8,5),
    location_precision character varying(10) NOT NULL,
    coordinate_uncertainty_m integer,
    uid character varying(24) GENERATED ALWAYS AS ((COALESCE('CW-'::text, ''::text) || COALESCE(lpad((id)::text, GREATEST(length((id)::text), 6), '0'::text), ''::text))) STORED,
    title character varying(200) NOT NULL,
    summary text NOT NULL,
    duration_kind character varying(10) NOT NULL,
    place_as_reported character varying(400) NOT NULL,
    grade character varying(10) NOT NULL,
    tlp character varying(12) NOT NULL,
    approved_by_id bigint,
    assigned_to_id bigint,
    changed_by_id bigint NOT NULL,
    codebook_edition_id smallint,
    country_id character varying(3),
    created_by_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    event_type_id bigint,
    merged_into_id bigint,
    place_id bigint,
    reviewed_by_id bigint,
    sub_event_type_id bigint,
    submitted_by_id bigint,
    target_type_id bigint,
    outside_reason character varying(400) NOT NULL,
    CONSTRAINT incident_approver_no_contributor CHECK (((approved_by_id IS NULL) OR (NOT (contributor_ids @> ARRAY[approved_by_id])))),
    CONSTRAINT incident_approver_not_reviewer CHECK (((approved_by_id IS NULL) OR (reviewed_by_id IS NULL) OR (people_required = 2) OR (NOT ((approved_by_id = reviewed_by_id) AND (approved_by_id IS NOT NULL) AND (reviewed_by_id IS NOT NULL))))),
    CONSTRAINT incident_date_whole CHECK ((((date_earliest IS NULL) AND ((date_edtf)::text = ''::text) AND (date_latest IS NULL) AND ((date_precision)::text = 'unknown'::text)) OR ((NOT ((date_edtf)::text = ''::text)) AND (((date_earliest IS NOT NULL) AND (date_latest IS NOT NULL) AND (((date_earliest = date_latest) AND ((date_precision)::text = 'day'::text)) OR ((date_earliest < date_latest) AND ((date_precision)::text = ANY ((ARRAY['range'::character varying, 'week'::character varying, 'month'::character varying, 'year'::character varying])::text[]))))) OR (((date_earliest IS NOT NULL) OR (date_latest IS NOT NULL)) AND ((date_precision)::text = 'unknown'::text)))))),
    CONSTRAINT incident_dates_in_order CHECK (((date_earliest IS NULL) OR (date_latest IS NULL) OR (date_earliest <= date_latest))),
    CONSTRAINT incident_duration_kind_known CHECK (((duration_kind)::text = ANY ((ARRAY['single'::character varying, 'extended'::character varying, 'uncertain'::character varying])::text[]))),
    CONSTRAINT incident_exact_has_point CHECK (((NOT ((location_precision)::text = 'exact'::text)) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL)))),
    CONSTRAINT incident_grade_known CHECK (((grade)::text = ANY ((ARRAY['unassessed'::character varying, 'confirmed'::character varying, 'fair'::character varying, 'weak'::character varying, 'contested'::character varying, 'discounted'::character varying])::text[]))),
    CONSTRAINT incident_location_precision_known CHECK (((location_precision)::text = ANY ((ARRAY['exact'::character varying, 'near'::character varying, 'adm3'::character varying, 'adm2'::character varying, 'adm1'::character varying, 'region'::character varying, 'country'::character varying, 'sea_or_air'::character varying, 'unknown'::character varying])::text[]))),
    CONSTRAINT incident_marks_fit_state CHECK ((((NOT ((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying])::text[]))) OR (submitted_by_id IS NULL)) AND ((NOT ((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'returned'::character varying])::text[]))) OR (reviewed_by_id IS NULL)) AND ((NOT ((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'returned'::character varying, 'reviewed'::character varying])::text[]))) OR (approved_by_id IS NULL)))),
    CONSTRAINT incident_marks_named CHECK ((((NOT ((review_state)::text = ANY ((ARRAY['submitted'::character varying, 'reviewed'::character varying, 'approved'::character varying])::text[]))) OR (submitted_by_id IS NOT NULL)) AND ((NOT ((review_state)::text = ANY ((ARRAY['reviewed'::character varying, 'approved'::character varying])::text[]))) OR (reviewed_by_id IS NOT NULL)) AND ((NOT ((review_state)::text = 'approved'::text)) OR (approved_by_id IS NOT NULL)))),
    CONSTRAINT incident_merged_into_when_merged CHECK ((((merged_into_id IS NOT NULL) AND ((review_state)::text = 'merged'::text)) OR ((NOT ((review_state)::text = 'merged'::text)) AND (merged_into_id IS NULL)))),
    CONSTRAINT incident_not_merged_into_itself CHECK (((merged_into_id IS NULL) OR (NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL))))),
    CONSTRAINT incident_outside_reason_has_point CHECK ((((outside_reason)::text = ''::text) OR ((country_id IS NOT NULL) AND (latitude IS NOT NULL)))),
    CONSTRAINT incident_people_required_two_or_three CHECK ((people_required = ANY (ARRAY[2, 3]))),
    CONSTRAINT incident_point_on_earth CHECK ((((latitude IS NULL) OR ((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric))) AND ((longitude IS NULL) OR ((longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric))))),
    CONSTRAINT incident_point_whole CHECK ((((latitude IS NULL) AND (longitude IS NULL)) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL)))),
    CONSTRAINT incident_public_only_when_clear CHECK (((published_version IS NULL) OR ((tlp)::text = 'CLEAR'::text))),
    CONSTRAINT incident_reviewer_no_contributor CHECK (((reviewed_by_id IS NULL) OR (NOT (contributor_ids @> ARRAY[reviewed_by_id])))),
    CONSTRAINT incident_state_known CHECK (((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'reviewed'::character varying, 'approved'::character varying, 'returned'::character varying, 'rejected'::character varying, 'withdrawn'::character varying, 'merged'::character varying])::text[]))),
    CONSTRAINT incident_sub_event_type_below_event_type CHECK (((event_type_id IS NOT NULL) OR (sub_event_type_id IS NULL))),
    CONSTRAINT incident_submitter_contributes CHECK (((submitted_by_id IS NULL) OR (contributor_ids @> ARRAY[submitted_by_id]))),
    CONSTRAINT incident_time_of_day_known CHECK (((time_of_day)::text = ANY ((ARRAY['before_dawn'::character varying, 'dawn'::character varying, 'morning'::character varying, 'midday'::character varying, 'afternoon'::character varying, 'evening'::character varying, 'night'::character varying, 'overnight'::character varying, 'unknown'::character varying])::text[]))),
    CONSTRAINT incident_title_said CHECK (((title)::text ~ '\S'::text)),
    CONSTRAINT incident_tlp_known CHECK (((tlp)::text = ANY ((ARRAY['RED'::character varying, 'AMBER+STRICT'::character varying, 'AMBER'::character varying, 'GREEN'::character varying, 'CLEAR'::character varying])::text[]))),
    CONSTRAINT incident_uncertainty_has_point CHECK (((coordinate_uncertainty_m IS NULL) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL)))),
    CONSTRAINT incident_versions_in_order CHECK (((version >= 1) AND ((published_version IS NULL) OR ((published_version >= 1) AND (published_version <= version))))),
    CONSTRAINT incidents_incident_coordinate_uncertainty_m_check CHECK ((coordinate_uncertainty_m >= 0)),
    CONSTRAINT incidents_incident_people_required_check CHECK ((people_required >= 0)),
    CONSTRAINT incidents_incident_published_version_check CHECK ((published_version >= 0)),
    CONSTRAINT incidents_incident_version_check CHECK ((version >= 0))
);

CREATE TABLE public.incidents_incident_blind_people (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.incidents_incident_blind_people ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_incident_blind_people_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.incidents_incident ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_incident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_incident_named_people (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.incidents_incident_named_people ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_incident_named_people_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_incident_weapon_types (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    term_id bigint NOT NULL
);

ALTER TABLE public.incidents_incident_weapon_types ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_incident_weapon_types_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_incidentdocument (
    id bigint NOT NULL,
    added_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    added_by_id bigint NOT NULL,
    document_id bigint NOT NULL,
    incident_id bigint NOT NULL
);

ALTER TABLE public.incidents_incidentdocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_incidentdocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_incidenttag (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    by_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    tag_id bigint NOT NULL
);

ALTER TABLE public.incidents_incidenttag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_incidenttag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_placeclaim (
    claim_ptr_id bigint NOT NULL,
    admin1 character varying(120) NOT NULL,
    admin2 character varying(120) NOT NULL,
    admin3 character varying(120) NOT NULL,
    place_name character varying(200) NOT NULL,
    latitude numeric(7,5),
    longitude numeric(8,5),
    location_precision character varying(10) NOT NULL,
    coordinate_uncertainty_m integer,
    country_id character varying(3),
    place_id bigint,
    CONSTRAINT incidents_placeclaim_coordinate_uncertainty_m_check CHECK ((coordinate_uncertainty_m >= 0)),
    CONSTRAINT place_claim_exact_has_point CHECK (((NOT ((location_precision)::text = 'exact'::text)) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL)))),
    CONSTRAINT place_claim_location_precision_known CHECK (((location_precision)::text = ANY ((ARRAY['exact'::character varying, 'near'::character varying, 'adm3'::character varying, 'adm2'::character varying, 'adm1'::character varying, 'region'::character varying, 'country'::character varying, 'sea_or_air'::character varying, 'unknown'::character varying])::text[]))),
    CONSTRAINT place_claim_point_on_earth CHECK ((((latitude IS NULL) OR ((latitude >= ('-90'::integer)::numeric) AND (latitude <= (90)::numeric))) AND ((longitude IS NULL) OR ((longitude >= ('-180'::integer)::numeric) AND (longitude <= (180)::numeric))))),
    CONSTRAINT place_claim_point_whole CHECK ((((latitude IS NULL) AND (longitude IS NULL)) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL)))),
    CONSTRAINT place_claim_says_something CHECK (((NOT ((place_name)::text = ''::text)) OR (NOT ((admin1)::text = ''::text)) OR (NOT ((admin2)::text = ''::text)) OR (NOT ((admin3)::text = ''::text)) OR (place_id IS NOT NULL) OR (country_id IS NOT NULL) OR (latitude IS NOT NULL))),
    CONSTRAINT place_claim_uncertainty_has_point CHECK (((coordinate_uncertainty_m IS NULL) OR ((latitude IS NOT NULL) AND (longitude IS NOT NULL))))
);

CREATE TABLE public.incidents_revision (
    id bigint NOT NULL,
    version integer NOT NULL,
    content jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    reason character varying(20) NOT NULL,
    by_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT incidents_revision_version_check CHECK ((version >= 0)),
    CONSTRAINT revision_reason_said CHECK (((reason)::text ~ '\S'::text)),
    CONSTRAINT revision_sha256_whole CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT revision_version_from_one CHECK ((version >= 1))
);

ALTER TABLE public.incidents_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_revision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_savedsearch (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    queue character varying(20) NOT NULL,
    query character varying(2000) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    desk_id bigint,
    owner_id bigint NOT NULL,
    CONSTRAINT saved_search_name_said CHECK (((name)::text ~ '\S'::text))
);

ALTER TABLE public.incidents_savedsearch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_savedsearch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_tag (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    created_by_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT tag_name_said CHECK (((name)::text ~ '\S'::text))
);

ALTER TABLE public.incidents_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.incidents_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incidents_termclaim (
    claim_ptr_id bigint NOT NULL,
    term_id bigint NOT NULL
);

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publication_acleddeletion (
    incident_id bigint NOT NULL,
    event_id_cnty character varying(24) NOT NULL,
    deleted_timestamp bigint NOT NULL,
    CONSTRAINT publication_acleddeletion_deleted_timestamp_check CHECK ((deleted_timestamp >= 0))
);

CREATE TABLE public.publication_acledrow (
    incident_id bigint NOT NULL,
    event_id_cnty character varying(24) NOT NULL,
    event_date date NOT NULL,
    year smallint NOT NULL,
    time_precision smallint NOT NULL,
    disorder_type character varying(40) NOT NULL,
    event_type character varying(120) NOT NULL,
    sub_event_type character varying(120) NOT NULL,
    actor1 text NOT NULL,
    assoc_actor_1 text NOT NULL,
    inter1 smallint NOT NULL,
    actor2 text NOT NULL,
    assoc_actor_2 text NOT NULL,
    inter2 smallint NOT NULL,
    interaction smallint NOT NULL,
    civilian_targeting character varying(20) NOT NULL,
    iso smallint NOT NULL,
    region smallint NOT NULL,
    country character varying(80) NOT NULL,
    admin1 text NOT NULL,
    admin2 text NOT NULL,
    admin3 text NOT NULL,
    location text NOT NULL,
    latitude numeric(7,5) NOT NULL,
    longitude numeric(8,5) NOT NULL,
    geo_precision smallint NOT NULL,
    source text NOT NULL,
    source_scale text NOT NULL,
    notes text NOT NULL,
    fatalities integer NOT NULL,
    tags text NOT NULL,
    "timestamp" bigint NOT NULL,
    CONSTRAINT acled_row_codes_known CHECK ((((geo_precision >= 1) AND (geo_precision <= 3)) AND (inter1 <= 8) AND (inter2 <= 8) AND ((time_precision >= 1) AND (time_precision <= 3)))),
    CONSTRAINT publication_acledrow_fatalities_check CHECK ((fatalities >= 0)),
    CONSTRAINT publication_acledrow_geo_precision_check CHECK ((geo_precision >= 0)),
    CONSTRAINT publication_acledrow_inter1_check CHECK ((inter1 >= 0)),
    CONSTRAINT publication_acledrow_inter2_check CHECK ((inter2 >= 0)),
    CONSTRAINT publication_acledrow_interaction_check CHECK ((interaction >= 0)),
    CONSTRAINT publication_acledrow_iso_check CHECK ((iso >= 0)),
    CONSTRAINT publication_acledrow_region_check CHECK ((region >= 0)),
    CONSTRAINT publication_acledrow_time_precision_check CHECK ((time_precision >= 0)),
    CONSTRAINT publication_acledrow_timestamp_check CHECK (("timestamp" >= 0)),
    CONSTRAINT publication_acledrow_year_check CHECK ((year >= 0))
);

CREATE TABLE public.publication_gedrow (
    id bigint NOT NULL,
    ged_id integer NOT NULL,
    "row" jsonb NOT NULL,
    country_id smallint,
    date_start date NOT NULL,
    date_end date NOT NULL,
    latitude numeric(7,5) NOT NULL,
    longitude numeric(8,5) NOT NULL,
    type_of_violence smallint NOT NULL,
    actors jsonb NOT NULL,
    release_id bigint NOT NULL,
    CONSTRAINT ged_row_as_the_codebook_says CHECK (((date_start <= date_end) AND ((type_of_violence >= 1) AND (type_of_violence <= 3)))),
    CONSTRAINT publication_gedrow_country_id_check CHECK ((country_id >= 0)),
    CONSTRAINT publication_gedrow_ged_id_check CHECK ((ged_id >= 0)),
    CONSTRAINT publication_gedrow_type_of_violence_check CHECK ((type_of_violence >= 0))
);

ALTER TABLE public.publication_gedrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publication_gedrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publication_publicnotice (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    by_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    merged_into_id bigint,
    CONSTRAINT public_notice_leads_elsewhere CHECK (((merged_into_id IS NULL) OR (NOT ((merged_into_id = incident_id) AND (merged_into_id IS NOT NULL))))),
    CONSTRAINT public_notice_lifted_later CHECK (((lifted_at IS NULL) OR (lifted_at > at))),
    CONSTRAINT public_notice_says_enough CHECK (((((kind)::text = 'withdrawn'::text) AND (merged_into_id IS NULL) AND (note ~ '\S'::text)) OR (((kind)::text = 'taken_back'::text) AND (merged_into_id IS NULL)) OR (((kind)::text = 'merged'::text) AND (merged_into_id IS NOT NULL))))
);

ALTER TABLE public.publication_publicnotice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publication_publicnotice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publication_publicthing (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    key character varying(80) NOT NULL,
    payload jsonb NOT NULL,
    incident_count integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    told_by_id bigint NOT NULL,
    CONSTRAINT public_thing_is_named CHECK ((incident_count >= 1)),
    CONSTRAINT public_thing_kind_known CHECK ((((kind)::text = ANY ((ARRAY['source'::character varying, 'document'::character varying, 'actor'::character varying, 'place'::character varying])::text[])) AND (NOT ((key)::text = ''::text)))),
    CONSTRAINT publication_publicthing_incident_count_check CHECK ((incident_count >= 0))
);

ALTER TABLE public.publication_publicthing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publication_publicthing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publication_publishedrevision (
    id bigint NOT NULL,
    uid character varying(20) NOT NULL,
    version integer NOT NULL,
    acled_id character varying(24) NOT NULL,
    payload jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    country character varying(3) NOT NULL,
    event_type character varying(60) NOT NULL,
    sub_event_type character varying(60) NOT NULL,
    date_earliest date,
    date_latest date,
    latitude numeric(7,5),
    longitude numeric(8,5),
    killed_low integer,
    killed_best integer,
    killed_high integer,
    grade character varying(12) NOT NULL,
    actors text[] NOT NULL,
    search tsvector,
    published_at timestamp with time zone NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_to timestamp with time zone,
    ended character varying(10) NOT NULL,
    incident_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    marks text[] NOT NULL,
    text text GENERATED ALWAYS AS ((payload)::text) STORED,
    CONSTRAINT publication_publishedrevision_killed_best_check CHECK ((killed_best >= 0)),
    CONSTRAINT publication_publishedrevision_killed_high_check CHECK ((killed_high >= 0)),
    CONSTRAINT publication_publishedrevision_killed_low_check CHECK ((killed_low >= 0)),
    CONSTRAINT publication_publishedrevision_version_check CHECK ((version >= 0)),
    CONSTRAINT published_revision_acled_id_of_incident CHECK ((((acled_id)::text ~ '^[A-Z]{3}[0-9]+$'::text) AND ((acled_id)::text = (COALESCE("substring"((acled_id)::text, 1, 3), ''::text) || COALESCE((incident_id)::text, ''::text))))),
    CONSTRAINT published_revision_ended_with_reason CHECK (((((ended)::text = ''::text) AND (valid_to IS NULL)) OR (((ended)::text = ANY ((ARRAY['replaced'::character varying, 'withdrawn'::character varying, 'merged'::character varying, 'undone'::character varying])::text[])) AND (valid_to > valid_from) AND (valid_to IS NOT NULL)))),
    CONSTRAINT published_revision_grade_known CHECK (((grade)::text = ANY ((ARRAY['unassessed'::character varying, 'confirmed'::character varying, 'fair'::character varying, 'weak'::character varying, 'contested'::character varying, 'discounted'::character varying])::text[]))),
    CONSTRAINT published_revision_not_backdated CHECK ((valid_from >= published_at))
);

ALTER TABLE public.publication_publishedrevision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publication_publishedrevision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publication_release (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    item_count integer NOT NULL,
    manifest_sha256 character varying(64) NOT NULL,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    created_by_id bigint NOT NULL,
    changes text NOT NULL,
    manifest text NOT NULL,
    CONSTRAINT publication_release_item_count_check CHECK ((item_count >= 0)),
    CONSTRAINT release_changes_with_manifest CHECK ((((changes = ''::text) AND (manifest = ''::text)) OR (NOT (manifest = ''::text)))),
    CONSTRAINT release_manifest_is_sha256 CHECK (((manifest_sha256)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT release_name_fits_an_address CHECK (((name)::text ~ '^[0-9A-Za-z][0-9A-Za-z.-]*$'::text))
);

ALTER TABLE public.publication_release ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publication_release_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publication_releaseitem (
    id bigint NOT NULL,
    incident_id bigint NOT NULL,
    published_revision_id bigint NOT NULL,
    release_id bigint NOT NULL
);

ALTER TABLE public.publication_releaseitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publication_releaseitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_batch (
    id bigint NOT NULL,
    token uuid NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    action character varying(30) NOT NULL,
    details jsonb NOT NULL,
    by_id bigint NOT NULL
);

ALTER TABLE public.review_batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_batchrow (
    id bigint NOT NULL,
    seen integer NOT NULL,
    outcome character varying(10) NOT NULL,
    sentence text NOT NULL,
    version_after integer,
    before jsonb NOT NULL,
    batch_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT batch_row_done_with_version CHECK (((((outcome)::text = ANY ((ARRAY['waiting'::character varying, 'refused'::character varying])::text[])) AND (version_after IS NULL)) OR (((outcome)::text = ANY ((ARRAY['done'::character varying, 'unchanged'::character varying, 'undone'::character varying])::text[])) AND (version_after IS NOT NULL)))),
    CONSTRAINT review_batchrow_seen_check CHECK ((seen >= 0)),
    CONSTRAINT review_batchrow_version_after_check CHECK ((version_after >= 0))
);

ALTER TABLE public.review_batchrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_batchrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_comment (
    id bigint NOT NULL,
    field character varying(60) NOT NULL,
    text text NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    resolved_at timestamp with time zone,
    by_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    resolved_by_id bigint,
    CONSTRAINT comment_has_text CHECK ((text ~ '\S'::text)),
    CONSTRAINT comment_resolved_after_written CHECK (((resolved_at IS NULL) OR (resolved_at >= at))),
    CONSTRAINT comment_resolved_by_someone CHECK ((((resolved_at IS NULL) AND (resolved_by_id IS NULL)) OR ((resolved_at IS NOT NULL) AND (resolved_by_id IS NOT NULL))))
);

ALTER TABLE public.review_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_commentmention (
    id bigint NOT NULL,
    comment_id bigint NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.review_commentmention ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_commentmention_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_lease (
    id bigint NOT NULL,
    place smallint NOT NULL,
    taken_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    expires_at timestamp with time zone DEFAULT (statement_timestamp() + '00:02:00'::interval) NOT NULL,
    ended_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    ended_by_id bigint,
    holder_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    CONSTRAINT lease_ended_after_taken CHECK (((ended_at IS NULL) OR (ended_at >= taken_at))),
    CONSTRAINT lease_ended_with_outcome CHECK ((((ended_at IS NULL) AND (ended_by_id IS NULL) AND ((outcome)::text = ''::text)) OR ((ended_at IS NOT NULL) AND (ended_by_id IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['completed'::character varying, 'released'::character varying, 'expired'::character varying, 'broken'::character varying])::text[]))))),
    CONSTRAINT lease_expires_after_taken CHECK ((expires_at > taken_at)),
    CONSTRAINT lease_place_one_to_three CHECK (((place >= 1) AND (place <= 3))),
    CONSTRAINT review_lease_place_check CHECK ((place >= 0))
);

ALTER TABLE public.review_lease ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_lease_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_move (
    id bigint NOT NULL,
    transition character varying(20) NOT NULL,
    source character varying(12) NOT NULL,
    target character varying(12) NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    version_before integer NOT NULL,
    version_after integer NOT NULL,
    code character varying(60) NOT NULL,
    field character varying(60) NOT NULL,
    note text NOT NULL,
    marks jsonb NOT NULL,
    by_id bigint NOT NULL,
    incident_id bigint NOT NULL,
    undoes_id bigint,
    CONSTRAINT move_has_reason CHECK (((NOT ((transition)::text = ANY ((ARRAY['return'::character varying, 'reject'::character varying, 'withdraw'::character varying])::text[]))) OR (NOT ((code)::text = ''::text)))),
    CONSTRAINT move_is_one_version CHECK ((version_after = (version_before + 1))),
    CONSTRAINT move_names_field CHECK (((NOT ((transition)::text = 'return'::text)) OR (NOT ((field)::text = ''::text)))),
    CONSTRAINT move_says_why CHECK (((NOT ((transition)::text = ANY ((ARRAY['return'::character varying, 'reject'::character varying, 'withdraw'::character varying, 'reopen'::character varying])::text[]))) OR (note ~ '\S'::text))),
    CONSTRAINT move_states_known CHECK ((((source)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'reviewed'::character varying, 'approved'::character varying, 'returned'::character varying, 'rejected'::character varying, 'withdrawn'::character varying, 'merged'::character varying])::text[])) AND ((target)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'reviewed'::character varying, 'approved'::character varying, 'returned'::character varying, 'rejected'::character varying, 'withdrawn'::character varying, 'merged'::character varying])::text[])))),
    CONSTRAINT move_undoes_only_as_undo CHECK (((((transition)::text = 'undo'::text) AND (undoes_id IS NOT NULL)) OR ((NOT ((transition)::text = 'undo'::text)) AND (undoes_id IS NULL)))),
    CONSTRAINT review_move_version_after_check CHECK ((version_after >= 0)),
    CONSTRAINT review_move_version_before_check CHECK ((version_before >= 0))
);

ALTER TABLE public.review_move ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_move_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_postponement (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    until timestamp with time zone NOT NULL,
    is_skip boolean NOT NULL,
    incident_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT postponement_ends_later CHECK ((until > at))
);

ALTER TABLE public.review_postponement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_postponement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_presence (
    id bigint NOT NULL,
    doing character varying(60) NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    incident_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT presence_doing_plain CHECK (((doing)::text ~ '^[a-z0-9_:-]*$'::text))
);

ALTER TABLE public.review_presence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_presence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.review_wait (
    id bigint NOT NULL,
    what character varying(500) NOT NULL,
    from_whom character varying(200) NOT NULL,
    until date NOT NULL,
    ended_at timestamp with time zone,
    began_with_id bigint NOT NULL,
    ended_with_id bigint,
    incident_id bigint NOT NULL,
    CONSTRAINT wait_ended_with_a_move CHECK ((((ended_at IS NULL) AND (ended_with_id IS NULL)) OR ((ended_at IS NOT NULL) AND (ended_with_id IS NOT NULL)))),
    CONSTRAINT wait_says_what_and_from_whom CHECK ((((what)::text ~ '\S'::text) AND ((from_whom)::text ~ '\S'::text)))
);

ALTER TABLE public.review_wait ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.review_wait_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_agency (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    retired_at timestamp with time zone,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    CONSTRAINT agency_has_name CHECK (((name)::text ~ '\S'::text)),
    CONSTRAINT agency_version_from_one CHECK ((version >= 1)),
    CONSTRAINT sources_agency_version_check CHECK ((version >= 0))
);

ALTER TABLE public.sources_agency ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_agency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_agencyname (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    agency_id bigint NOT NULL,
    CONSTRAINT agency_name_says_something CHECK (((name)::text ~ '^\S(.*\S)?$'::text))
);

ALTER TABLE public.sources_agencyname ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_agencyname_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_archivedcopy (
    id bigint NOT NULL,
    address character varying(2000) NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    by_id bigint NOT NULL,
    document_id bigint NOT NULL,
    CONSTRAINT archived_copy_has_an_address CHECK (((address)::text ~ '^https?://.'::text))
);

ALTER TABLE public.sources_archivedcopy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_archivedcopy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_document (
    id bigint NOT NULL,
    url character varying(2000) NOT NULL,
    canonical_url character varying(2000),
    title character varying(500) NOT NULL,
    byline character varying(300) NOT NULL,
    published_on date,
    language character varying(8) NOT NULL,
    tlp character varying(12),
    fetch_state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone,
    outcome character varying(20) NOT NULL,
    next_check_at timestamp with time zone,
    match_due_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    created_by_id bigint,
    source_id bigint NOT NULL,
    submission character varying(64),
    CONSTRAINT document_address_whole CHECK ((((canonical_url IS NULL) AND ((url)::text = ''::text)) OR ((canonical_url IS NOT NULL) AND (NOT (((canonical_url)::text = ''::text) AND (canonical_url IS NOT NULL))) AND (NOT ((url)::text = ''::text))))),
    CONSTRAINT document_due_has_time_and_address CHECK ((((canonical_url IS NOT NULL) AND ((fetch_state)::text = 'due'::text) AND (next_attempt_at IS NOT NULL)) OR (((fetch_state)::text = ANY ((ARRAY['by_hand'::character varying, 'done'::character varying, 'parked'::character varying])::text[])) AND (next_attempt_at IS NULL)))),
    CONSTRAINT document_has_title CHECK (((title)::text ~ '\S'::text)),
    CONSTRAINT document_outcome_known CHECK (((outcome)::text = ANY ((ARRAY[''::character varying, 'ok'::character varying, 'unchanged'::character varying, 'changed'::character varying, 'gone'::character varying, 'legal'::character varying, 'auth'::character varying, 'paywall'::character varying, 'bot_blocked'::character varying, 'rate_limited'::character varying, 'soft_404'::character varying, 'needs_js'::character varying, 'consent_wall'::character varying, 'login_wall'::character varying, 'empty'::character varying, 'too_large'::character varying, 'too_slow'::character varying, 'truncated'::character varying, 'bad_type'::character varying, 'bad_charset'::character varying, 'dns'::character varying, 'tls'::character varying, 'site_error'::character varying, 'refused_by_policy'::character varying, 'worker_lost'::character varying])::text[]))),
    CONSTRAINT document_parked_with_outcome CHECK (((NOT ((fetch_state)::text = 'parked'::text)) OR (NOT ((outcome)::text = ''::text)))),
    CONSTRAINT document_submission_is_a_hash CHECK (((submission IS NULL) OR ((submission)::text ~ '^[0-9a-f]{64}$'::text))),
    CONSTRAINT document_tlp_known CHECK (((tlp IS NULL) OR ((tlp)::text = ANY ((ARRAY['RED'::character varying, 'AMBER+STRICT'::character varying, 'AMBER'::character varying, 'GREEN'::character varying, 'CLEAR'::character varying])::text[])))),
    CONSTRAINT sources_document_attempts_check CHECK ((attempts >= 0))
);

ALTER TABLE public.sources_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_documentdesk (
    id bigint NOT NULL,
    added_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    added_by_id bigint,
    desk_id bigint NOT NULL,
    document_id bigint NOT NULL
);

ALTER TABLE public.sources_documentdesk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_documentdesk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_feed (
    id bigint NOT NULL,
    address character varying(2000) NOT NULL,
    title character varying(300) NOT NULL,
    kind character varying(8) NOT NULL,
    next_visit_at timestamp with time zone,
    attempts smallint NOT NULL,
    every_minutes integer NOT NULL,
    pace character varying(8) NOT NULL,
    visited_at timestamp with time zone,
    outcome character varying(20) NOT NULL,
    detail character varying(300) NOT NULL,
    new_at timestamp with time zone,
    listed integer NOT NULL,
    unusable integer NOT NULL,
    failures smallint NOT NULL,
    failing_since timestamp with time zone,
    validated_url character varying(2000) NOT NULL,
    etag character varying(200) NOT NULL,
    last_modified character varying(200) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    created_by_id bigint NOT NULL,
    source_id bigint NOT NULL,
    tlp character varying(12),
    CONSTRAINT feed_has_web_address CHECK (((address)::text ~ '^https?://[^/]+/'::text)),
    CONSTRAINT feed_outcome_has_time CHECK (((((outcome)::text = ''::text) AND (visited_at IS NULL)) OR (((outcome)::text = ANY ((ARRAY['ok'::character varying, 'unchanged'::character varying, 'changed'::character varying, 'gone'::character varying, 'legal'::character varying, 'auth'::character varying, 'paywall'::character varying, 'bot_blocked'::character varying, 'rate_limited'::character varying, 'soft_404'::character varying, 'needs_js'::character varying, 'consent_wall'::character varying, 'login_wall'::character varying, 'empty'::character varying, 'too_large'::character varying, 'too_slow'::character varying, 'truncated'::character varying, 'bad_type'::character varying, 'bad_charset'::character varying, 'dns'::character varying, 'tls'::character varying, 'site_error'::character varying, 'refused_by_policy'::character varying, 'worker_lost'::character varying])::text[])) AND (visited_at IS NOT NULL)))),
    CONSTRAINT feed_pace_and_format_known CHECK ((((pace)::text = ANY ((ARRAY['first'::character varying, 'busy'::character varying, 'quiet'::character varying, 'asked'::character varying, 'trouble'::character varying, 'lasting'::character varying])::text[])) AND ((kind)::text = ANY ((ARRAY[''::character varying, 'rss'::character varying, 'atom'::character varying, 'json'::character varying, 'sitemap'::character varying])::text[])))),
    CONSTRAINT feed_pace_within_a_week CHECK (((every_minutes >= 5) AND (every_minutes <= 10080))),
    CONSTRAINT feed_tlp_known CHECK (((tlp IS NULL) OR ((tlp)::text = ANY ((ARRAY['RED'::character varying, 'AMBER+STRICT'::character varying, 'AMBER'::character varying, 'GREEN'::character varying, 'CLEAR'::character varying])::text[])))),
    CONSTRAINT feed_trouble_has_beginning CHECK ((((failing_since IS NULL) AND (failures = 0)) OR ((failing_since IS NOT NULL) AND (failures > 0)))),
    CONSTRAINT feed_validators_have_address CHECK (((NOT ((validated_url)::text = ''::text)) OR (((etag)::text = ''::text) AND ((last_modified)::text = ''::text)))),
    CONSTRAINT sources_feed_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT sources_feed_every_minutes_check CHECK ((every_minutes >= 0)),
    CONSTRAINT sources_feed_failures_check CHECK ((failures >= 0)),
    CONSTRAINT sources_feed_listed_check CHECK ((listed >= 0)),
    CONSTRAINT sources_feed_unusable_check CHECK ((unusable >= 0))
);

ALTER TABLE public.sources_feed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_feed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_feeddesk (
    id bigint NOT NULL,
    added_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    added_by_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    feed_id bigint NOT NULL
);

ALTER TABLE public.sources_feeddesk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_feeddesk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_feeditem (
    id bigint NOT NULL,
    address character varying(2000) NOT NULL,
    title character varying(500) NOT NULL,
    summary character varying(1000) NOT NULL,
    tags character varying(500) NOT NULL,
    language character varying(8) NOT NULL,
    published_at timestamp with time zone,
    seen_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    feed_id bigint NOT NULL,
    CONSTRAINT feed_item_has_address_and_title CHECK ((((address)::text ~ '^https?://[^/]+/'::text) AND ((title)::text ~ '\S'::text)))
);

ALTER TABLE public.sources_feeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_feeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_fixity (
    id bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    checked_at timestamp with time zone,
    bad_since timestamp with time zone,
    CONSTRAINT fixity_bad_since_a_moment CHECK ((((bad_since IS NULL) AND ((state)::text = ANY ((ARRAY['unchecked'::character varying, 'sound'::character varying])::text[]))) OR ((bad_since IS NOT NULL) AND ((state)::text = ANY ((ARRAY['damaged'::character varying, 'missing'::character varying])::text[])))))
);

ALTER TABLE public.sources_fixity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_fixity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_host (
    id bigint NOT NULL,
    name character varying(300) NOT NULL,
    next_visit_at timestamp with time zone NOT NULL,
    robots text NOT NULL,
    robots_read_at timestamp with time zone,
    CONSTRAINT host_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);

ALTER TABLE public.sources_host ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_host_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_keywordrule (
    id bigint NOT NULL,
    any_of character varying(80)[] NOT NULL,
    all_of character varying(80)[] NOT NULL,
    none_of character varying(80)[] NOT NULL,
    language character varying(8) NOT NULL,
    version integer NOT NULL,
    changed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    changed_by_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    feed_id bigint,
    CONSTRAINT keyword_rule_language_plain CHECK ((((language)::text = ''::text) OR ((language)::text ~ '^[a-z]{2,3}$'::text))),
    CONSTRAINT keyword_rule_says_something CHECK ((NOT ((all_of = '{}'::character varying(80)[]) AND (any_of = '{}'::character varying(80)[]) AND ((language)::text = ''::text) AND (none_of = '{}'::character varying(80)[])))),
    CONSTRAINT sources_keywordrule_version_check CHECK ((version >= 0))
);

ALTER TABLE public.sources_keywordrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_keywordrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_snapshot (
    id bigint NOT NULL,
    number integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    media_type character varying(100) NOT NULL,
    text text NOT NULL,
    text_sha256 character varying(64) NOT NULL,
    extractor character varying(60) NOT NULL,
    collected character varying(10) NOT NULL,
    fetched_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    final_url character varying(2000) NOT NULL,
    collected_by_id bigint,
    document_id bigint NOT NULL,
    found jsonb NOT NULL,
    CONSTRAINT snapshot_collected_known CHECK (((collected)::text = ANY ((ARRAY['pasted'::character varying, 'uploaded'::character varying, 'fetched'::character varying])::text[]))),
    CONSTRAINT snapshot_number_and_size_from_one CHECK (((number >= 1) AND (size >= 1))),
    CONSTRAINT snapshot_sha256_is_one CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT snapshot_text_is_what_was_hashed CHECK (((text_sha256)::text = encode(sha256(convert_to(text, 'UTF8'::name)), 'hex'::text))),
    CONSTRAINT snapshot_text_says_who_read_it CHECK (((text = ''::text) OR (NOT ((extractor)::text = ''::text)))),
    CONSTRAINT sources_snapshot_number_check CHECK ((number >= 0)),
    CONSTRAINT sources_snapshot_size_check CHECK ((size >= 0))
);
ALTER TABLE ONLY public.sources_snapshot ALTER COLUMN text SET STORAGE EXTERNAL;

ALTER TABLE public.sources_snapshot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_snapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_source (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    slug character varying(80) NOT NULL,
    kind character varying(20) NOT NULL,
    scale character varying(20) NOT NULL,
    language character varying(8) NOT NULL,
    owner character varying(160) NOT NULL,
    is_agency boolean NOT NULL,
    tlp character varying(12) NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    country_id character varying(3),
    created_by_id bigint,
    merged_into_id bigint,
    version integer NOT NULL,
    agency_id bigint,
    CONSTRAINT source_agency_is_one CHECK (((agency_id IS NULL) OR is_agency)),
    CONSTRAINT source_has_names CHECK (((NOT ((name)::text = ''::text)) AND (NOT ((slug)::text = ''::text)))),
    CONSTRAINT source_kind_and_scale_known CHECK ((((kind)::text = ANY ((ARRAY['traditional_media'::character varying, 'report'::character varying, 'local_partner'::character varying, 'new_media'::character varying])::text[])) AND ((scale)::text = ANY ((ARRAY['Local partner'::character varying, 'Subnational'::character varying, 'National'::character varying, 'Regional'::character varying, 'International'::character varying, 'New media'::character varying, 'Other'::character varying])::text[])))),
    CONSTRAINT source_merged_into_another CHECK (((merged_into_id IS NULL) OR (NOT ((merged_into_id = id) AND (merged_into_id IS NOT NULL))))),
    CONSTRAINT source_tlp_known CHECK (((tlp)::text = ANY ((ARRAY['RED'::character varying, 'AMBER+STRICT'::character varying, 'AMBER'::character varying, 'GREEN'::character varying, 'CLEAR'::character varying])::text[]))),
    CONSTRAINT source_version_from_one CHECK ((version >= 1)),
    CONSTRAINT sources_source_version_check CHECK ((version >= 0))
);

ALTER TABLE public.sources_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_sourcedomain (
    id bigint NOT NULL,
    domain character varying(253) NOT NULL,
    source_id bigint NOT NULL,
    CONSTRAINT source_domain_plain CHECK ((((domain)::text ~ '^([a-z0-9_-]+\.)+[a-z0-9-]+$'::text) AND (NOT ((domain)::text ~~ 'www.%'::text))))
);

ALTER TABLE public.sources_sourcedomain ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_sourcedomain_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_sourcemerge (
    id bigint NOT NULL,
    documents bigint[] NOT NULL,
    marked bigint[] NOT NULL,
    domains bigint[] NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    undone_at timestamp with time zone,
    by_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    survivor_id bigint NOT NULL,
    undone_by_id bigint,
    feeds bigint[] NOT NULL,
    marked_feeds bigint[] NOT NULL,
    CONSTRAINT source_merge_has_reason CHECK ((reason ~ '\S'::text)),
    CONSTRAINT source_merge_of_two CHECK ((NOT (donor_id = survivor_id))),
    CONSTRAINT source_merge_undone_whole CHECK ((((undone_at IS NULL) AND (undone_by_id IS NULL)) OR ((undone_at IS NOT NULL) AND (undone_by_id IS NOT NULL))))
);

ALTER TABLE public.sources_sourcemerge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_sourcemerge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_sourcereliability (
    id bigint NOT NULL,
    letter character varying(1) NOT NULL,
    from_on date NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    by_id bigint NOT NULL,
    source_id bigint NOT NULL,
    CONSTRAINT source_reliability_has_reason CHECK ((reason ~ '\S'::text)),
    CONSTRAINT source_reliability_letter_known CHECK (((letter)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying, 'C'::character varying, 'D'::character varying, 'E'::character varying, 'F'::character varying])::text[])))
);

ALTER TABLE public.sources_sourcereliability ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_sourcereliability_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_textprint (
    id bigint NOT NULL,
    runs bigint[] NOT NULL,
    computed_at timestamp with time zone,
    document_id bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    CONSTRAINT text_print_computed_or_empty CHECK (((computed_at IS NOT NULL) OR (runs = '{}'::bigint[])))
);

ALTER TABLE public.sources_textprint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_textprint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_tie (
    id bigint NOT NULL,
    kind character varying(6) NOT NULL,
    agency character varying(160) NOT NULL,
    share smallint NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    by_id bigint,
    left_id bigint NOT NULL,
    right_id bigint,
    CONSTRAINT sources_tie_share_check CHECK ((share >= 0)),
    CONSTRAINT tie_fits_its_kind CHECK (((((kind)::text = 'credit'::text) AND (right_id IS NULL) AND (NOT ((agency)::text = ''::text))) OR (((agency)::text = ''::text) AND ((kind)::text = ANY ((ARRAY['copy'::character varying, 'joined'::character varying, 'apart'::character varying])::text[])) AND (left_id < right_id) AND (right_id IS NOT NULL)))),
    CONSTRAINT tie_of_a_person_has_reason CHECK ((((by_id IS NULL) AND ((kind)::text = ANY ((ARRAY['copy'::character varying, 'credit'::character varying])::text[])) AND (reason = ''::text)) OR ((by_id IS NOT NULL) AND ((kind)::text = ANY ((ARRAY['joined'::character varying, 'apart'::character varying])::text[])) AND (reason ~ '\S'::text)))),
    CONSTRAINT tie_share_of_a_copy CHECK (((((kind)::text = 'copy'::text) AND (share >= 50) AND (share <= 100)) OR ((NOT ((kind)::text = 'copy'::text)) AND (share = 0))))
);

ALTER TABLE public.sources_tie ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_tie_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_timestamp (
    id bigint NOT NULL,
    stated_at timestamp with time zone NOT NULL,
    authority character varying(300) NOT NULL,
    serial character varying(40) NOT NULL,
    answer bytea NOT NULL,
    kept_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    snapshot_id bigint NOT NULL,
    CONSTRAINT time_stamp_holds_the_answer CHECK ((length(answer) >= 1)),
    CONSTRAINT time_stamp_names_its_authority CHECK ((NOT ((authority)::text = ''::text))),
    CONSTRAINT time_stamp_serial_is_one CHECK (((serial)::text ~ '^[0-9a-f]{1,40}$'::text))
);

ALTER TABLE public.sources_timestamp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_timestamp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_triageitem (
    id bigint NOT NULL,
    address character varying(2000) NOT NULL,
    hidden character varying(8) NOT NULL,
    decision character varying(4) NOT NULL,
    decided_at timestamp with time zone,
    version integer NOT NULL,
    arrived_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    decided_by_id bigint,
    desk_id bigint NOT NULL,
    document_id bigint,
    item_id bigint NOT NULL,
    step_id bigint,
    CONSTRAINT sources_triageitem_version_check CHECK ((version >= 0)),
    CONSTRAINT triage_item_decision_whole CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((decision)::text = ''::text) AND (document_id IS NULL)) OR ((decided_at IS NOT NULL) AND ((decision)::text = 'keep'::text) AND (document_id IS NOT NULL)) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND ((decision)::text = 'drop'::text) AND (document_id IS NULL)))),
    CONSTRAINT triage_item_hidden_known CHECK (((hidden)::text = ANY ((ARRAY[''::character varying, 'rules'::character varying, 'old'::character varying])::text[]))),
    CONSTRAINT triage_item_step_is_decided CHECK (((step_id IS NULL) OR (decided_by_id IS NOT NULL)))
);

ALTER TABLE public.sources_triageitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_triageitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_triagestep (
    id bigint NOT NULL,
    token uuid NOT NULL,
    decision character varying(4) NOT NULL,
    report jsonb NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT triage_step_decision_known CHECK (((decision)::text = ANY ((ARRAY['keep'::character varying, 'drop'::character varying])::text[])))
);

ALTER TABLE public.sources_triagestep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_triagestep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_visit (
    id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    outcome character varying(20) NOT NULL,
    detail character varying(300) NOT NULL,
    hops jsonb NOT NULL,
    by_id bigint,
    document_id bigint NOT NULL,
    snapshot_id bigint,
    declared_type character varying(200) NOT NULL,
    etag character varying(500) NOT NULL,
    last_modified character varying(100) NOT NULL,
    rule character varying(10) NOT NULL,
    tool character varying(200) NOT NULL,
    why character varying(10) NOT NULL,
    worker character varying(200) NOT NULL,
    CONSTRAINT visit_outcome_known CHECK (((outcome)::text = ANY ((ARRAY['ok'::character varying, 'unchanged'::character varying, 'changed'::character varying, 'gone'::character varying, 'legal'::character varying, 'auth'::character varying, 'paywall'::character varying, 'bot_blocked'::character varying, 'rate_limited'::character varying, 'soft_404'::character varying, 'needs_js'::character varying, 'consent_wall'::character varying, 'login_wall'::character varying, 'empty'::character varying, 'too_large'::character varying, 'too_slow'::character varying, 'truncated'::character varying, 'bad_type'::character varying, 'bad_charset'::character varying, 'dns'::character varying, 'tls'::character varying, 'site_error'::character varying, 'refused_by_policy'::character varying, 'worker_lost'::character varying])::text[]))),
    CONSTRAINT visit_rule_with_refusal CHECK ((((rule)::text = ''::text) OR (((outcome)::text = 'refused_by_policy'::text) AND ((rule)::text = ANY ((ARRAY['spelling'::character varying, 'not_public'::character varying, 'port'::character varying, 'robots'::character varying])::text[]))))),
    CONSTRAINT visit_success_has_snapshot CHECK (((NOT ((outcome)::text = ANY ((ARRAY['ok'::character varying, 'unchanged'::character varying, 'changed'::character varying])::text[]))) OR (snapshot_id IS NOT NULL))),
    CONSTRAINT visit_why_known CHECK (((why)::text = ANY ((ARRAY['request'::character varying, 'check'::character varying])::text[])))
);

ALTER TABLE public.sources_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sources_watch (
    id bigint NOT NULL,
    checks smallint NOT NULL,
    attempts smallint NOT NULL,
    outcome character varying(20) NOT NULL,
    checked_at timestamp with time zone,
    anchor_due_at timestamp with time zone,
    validated_url character varying(2000) NOT NULL,
    etag character varying(200) NOT NULL,
    last_modified character varying(200) NOT NULL,
    current_id bigint,
    document_id bigint NOT NULL,
    CONSTRAINT sources_watch_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT sources_watch_checks_check CHECK ((checks >= 0)),
    CONSTRAINT watch_outcome_has_time CHECK ((((checked_at IS NULL) AND ((outcome)::text = ''::text)) OR ((checked_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['ok'::character varying, 'unchanged'::character varying, 'changed'::character varying, 'gone'::character varying, 'legal'::character varying, 'auth'::character varying, 'paywall'::character varying, 'bot_blocked'::character varying, 'rate_limited'::character varying, 'soft_404'::character varying, 'needs_js'::character varying, 'consent_wall'::character varying, 'login_wall'::character varying, 'empty'::character varying, 'too_large'::character varying, 'too_slow'::character varying, 'truncated'::character varying, 'bad_type'::character varying, 'bad_charset'::character varying, 'dns'::character varying, 'tls'::character varying, 'site_error'::character varying, 'refused_by_policy'::character varying, 'worker_lost'::character varying])::text[]))))),
    CONSTRAINT watch_validators_have_address CHECK (((NOT ((validated_url)::text = ''::text)) OR (((etag)::text = ''::text) AND ((last_modified)::text = ''::text))))
);

ALTER TABLE public.sources_watch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sources_watch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

INSERT INTO public.django_migrations VALUES
	(1, 'accounts', '0001_people_and_desks', '2000-01-01 00:00:00+00'),
	(2, 'account', '0001_initial', '2000-01-01 00:00:00+00'),
	(3, 'account', '0002_email_max_length', '2000-01-01 00:00:00+00'),
	(4, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2000-01-01 00:00:00+00'),
	(5, 'account', '0004_alter_emailaddress_drop_unique_email', '2000-01-01 00:00:00+00'),
	(6, 'account', '0005_emailaddress_idx_upper_email', '2000-01-01 00:00:00+00'),
	(7, 'account', '0006_emailaddress_lower', '2000-01-01 00:00:00+00'),
	(8, 'account', '0007_emailaddress_idx_email', '2000-01-01 00:00:00+00'),
	(9, 'account', '0008_emailaddress_unique_primary_email_fixup', '2000-01-01 00:00:00+00'),
	(10, 'account', '0009_emailaddress_unique_primary_email', '2000-01-01 00:00:00+00'),
	(11, 'accounts', '0002_habits_of_people', '2000-01-01 00:00:00+00'),
	(12, 'accounts', '0003_absence_of_people', '2000-01-01 00:00:00+00'),
	(13, 'accounts', '0004_invitations_by_mail', '2000-01-01 00:00:00+00'),
	(14, 'accounts', '0005_what_members_know_best', '2000-01-01 00:00:00+00'),
	(15, 'accounts', '0006_services_of_programs', '2000-01-01 00:00:00+00'),
	(16, 'accounts', '0007_who_made_a_key', '2000-01-01 00:00:00+00'),
	(17, 'contenttypes', '0001_initial', '2000-01-01 00:00:00+00'),
	(18, 'admin', '0001_initial', '2000-01-01 00:00:00+00'),
	(19, 'admin', '0002_logentry_remove_auto_add', '2000-01-01 00:00:00+00'),
	(20, 'admin', '0003_logentry_add_action_flag_choices', '2000-01-01 00:00:00+00'),
	(21, 'codebook', '0001_vocabularies_actors_and_places', '2000-01-01 00:00:00+00'),
	(22, 'sources', '0001_sources_documents_and_snapshots', '2000-01-01 00:00:00+00'),
	(23, 'sources', '0002_submission_of_documents', '2000-01-01 00:00:00+00'),
	(24, 'api', '0001_submissions_of_programs', '2000-01-01 00:00:00+00'),
	(25, 'api', '0002_answers_of_programs', '2000-01-01 00:00:00+00'),
	(26, 'audit', '0001_entries_and_seals', '2000-01-01 00:00:00+00'),
	(27, 'audit', '0002_entries_are_found', '2000-01-01 00:00:00+00'),
	(28, 'contenttypes', '0002_remove_content_type_name', '2000-01-01 00:00:00+00'),
	(29, 'auth', '0001_initial', '2000-01-01 00:00:00+00'),
	(30, 'auth', '0002_alter_permission_name_max_length', '2000-01-01 00:00:00+00'),
	(31, 'auth', '0003_alter_user_email_max_length', '2000-01-01 00:00:00+00'),
	(32, 'auth', '0004_alter_user_username_opts', '2000-01-01 00:00:00+00'),
	(33, 'auth', '0005_alter_user_last_login_null', '2000-01-01 00:00:00+00'),
	(34, 'auth', '0006_require_contenttypes_0002', '2000-01-01 00:00:00+00'),
	(35, 'auth', '0007_alter_validators_add_error_messages', '2000-01-01 00:00:00+00'),
	(36, 'auth', '0008_alter_user_username_max_length', '2000-01-01 00:00:00+00'),
	(37, 'auth', '0009_alter_user_last_name_max_length', '2000-01-01 00:00:00+00'),
	(38, 'auth', '0010_alter_group_name_max_length', '2000-01-01 00:00:00+00'),
	(39, 'auth', '0011_update_proxy_permissions', '2000-01-01 00:00:00+00'),
	(40, 'auth', '0012_alter_user_first_name_max_length', '2000-01-01 00:00:00+00'),
	(41, 'sources', '0003_site_error_as_an_outcome', '2000-01-01 00:00:00+00'),
	(42, 'sources', '0004_visits_to_addresses', '2000-01-01 00:00:00+00'),
	(43, 'sources', '0005_what_each_visit_met', '2000-01-01 00:00:00+00'),
	(44, 'sources', '0006_watches_of_cited_documents', '2000-01-01 00:00:00+00'),
	(45, 'sources', '0007_what_documents_repeat', '2000-01-01 00:00:00+00'),
	(46, 'sources', '0008_checks_of_kept_bytes', '2000-01-01 00:00:00+00'),
	(47, 'sources', '0009_versions_and_merges_of_sources', '2000-01-01 00:00:00+00'),
	(48, 'sources', '0010_feeds_rules_and_triage', '2000-01-01 00:00:00+00'),
	(49, 'sources', '0011_feeds_move_with_their_source', '2000-01-01 00:00:00+00'),
	(50, 'sources', '0012_news_agencies', '2000-01-01 00:00:00+00'),
	(51, 'incidents', '0001_incidents_and_claims', '2000-01-01 00:00:00+00'),
	(52, 'incidents', '0002_claims_stay_with_their_incident', '2000-01-01 00:00:00+00'),
	(53, 'incidents', '0003_documents_of_incidents', '2000-01-01 00:00:00+00'),
	(54, 'incidents', '0004_incident_due', '2000-01-01 00:00:00+00'),
	(55, 'incidents', '0005_drafts_of_forms', '2000-01-01 00:00:00+00'),
	(56, 'incidents', '0006_why_a_point_lies_outside', '2000-01-01 00:00:00+00'),
	(57, 'incidents', '0007_tags_searches_and_orders', '2000-01-01 00:00:00+00'),
	(58, 'incidents', '0008_passages_in_later_texts', '2000-01-01 00:00:00+00'),
	(59, 'incidents', '0009_orders_and_retired_tags', '2000-01-01 00:00:00+00'),
	(60, 'incidents', '0010_people_who_code_blind', '2000-01-01 00:00:00+00'),
	(61, 'coding', '0001_draws_codings_and_verdicts', '2000-01-01 00:00:00+00'),
	(62, 'coding', '0002_compared_values_and_seen_months', '2000-01-01 00:00:00+00'),
	(63, 'coding', '0003_exercises_with_known_answers', '2000-01-01 00:00:00+00'),
	(64, 'crossref', '0001_pairs_judgements_and_links', '2000-01-01 00:00:00+00'),
	(65, 'crossref', '0002_days_and_areas_of_incidents', '2000-01-01 00:00:00+00'),
	(66, 'crossref', '0003_searches_for_pairs', '2000-01-01 00:00:00+00'),
	(67, 'crossref', '0004_journal_of_merges', '2000-01-01 00:00:00+00'),
	(68, 'crossref', '0005_what_follows_about_pairs', '2000-01-01 00:00:00+00'),
	(69, 'crossref', '0006_fingerprints_of_incidents', '2000-01-01 00:00:00+00'),
	(70, 'crossref', '0007_external_records', '2000-01-01 00:00:00+00'),
	(71, 'crossref', '0008_documents_offered_to_incidents', '2000-01-01 00:00:00+00'),
	(72, 'crossref', '0009_imported_files_tags_and_copies', '2000-01-01 00:00:00+00'),
	(73, 'crossref', '0010_lists_of_desks', '2000-01-01 00:00:00+00'),
	(74, 'crossref', '0011_names_of_places_in_fingerprints', '2000-01-01 00:00:00+00'),
	(75, 'digests', '0001_subscriptions_and_digests', '2000-01-01 00:00:00+00'),
	(76, 'digests', '0002_notifications_and_watches', '2000-01-01 00:00:00+00'),
	(77, 'digests', '0003_bytes_as_a_reason', '2000-01-01 00:00:00+00'),
	(78, 'digests', '0004_mail_that_calls_and_followed_searches', '2000-01-01 00:00:00+00'),
	(79, 'digests', '0005_notifications_about_documents', '2000-01-01 00:00:00+00'),
	(80, 'incidents', '0011_terms_looked_at_afterwards', '2000-01-01 00:00:00+00'),
	(81, 'incidents', '0012_terms_fit_by_statement', '2000-01-01 00:00:00+00'),
	(82, 'incidents', '0013_work_of_desks_counted', '2000-01-01 00:00:00+00'),
	(83, 'incidents', '0014_work_counted_as_far_as_lists', '2000-01-01 00:00:00+00'),
	(84, 'mfa', '0001_initial', '2000-01-01 00:00:00+00'),
	(85, 'mfa', '0002_authenticator_timestamps', '2000-01-01 00:00:00+00'),
	(86, 'mfa', '0003_authenticator_type_uniq', '2000-01-01 00:00:00+00'),
	(87, 'publication', '0001_published_revisions_notices_and_releases', '2000-01-01 00:00:00+00'),
	(88, 'publication', '0002_names_and_projections', '2000-01-01 00:00:00+00'),
	(89, 'publication', '0003_payloads_as_text', '2000-01-01 00:00:00+00'),
	(90, 'review', '0001_leases_moves_waits_and_comments', '2000-01-01 00:00:00+00'),
	(91, 'review', '0002_approval_queue', '2000-01-01 00:00:00+00'),
	(92, 'review', '0003_postponements_of_work', '2000-01-01 00:00:00+00'),
	(93, 'review', '0004_presence_of_people', '2000-01-01 00:00:00+00'),
	(94, 'review', '0005_steps_on_several', '2000-01-01 00:00:00+00'),
	(95, 'review', '0006_incidents_of_desks', '2000-01-01 00:00:00+00'),
	(96, 'sessions', '0001_initial', '2000-01-01 00:00:00+00'),
	(97, 'sources', '0013_texts_are_stored_as_they_are', '2000-01-01 00:00:00+00'),
	(98, 'sources', '0014_time_stamps', '2000-01-01 00:00:00+00'),
	(99, 'usersessions', '0001_initial', '2000-01-01 00:00:00+00');

INSERT INTO public.sources_agency VALUES
	(1, 'AFP', NULL, 1, '2020-01-01 00:00:00+00'),
	(2, 'AP', NULL, 1, '2020-01-01 00:00:00+00'),
	(3, 'Reuters', NULL, 1, '2020-01-01 00:00:00+00'),
	(4, 'Anadolu', NULL, 1, '2020-01-01 00:00:00+00'),
	(5, 'Xinhua', NULL, 1, '2020-01-01 00:00:00+00'),
	(6, 'EFE', NULL, 1, '2020-01-01 00:00:00+00'),
	(7, 'dpa', NULL, 1, '2020-01-01 00:00:00+00'),
	(8, 'ANSA', NULL, 1, '2020-01-01 00:00:00+00'),
	(9, 'TASS', NULL, 1, '2020-01-01 00:00:00+00'),
	(10, 'PANA', NULL, 1, '2020-01-01 00:00:00+00'),
	(11, 'APA', NULL, 1, '2020-01-01 00:00:00+00'),
	(12, 'MAP', NULL, 1, '2020-01-01 00:00:00+00'),
	(13, 'APS', NULL, 1, '2020-01-01 00:00:00+00'),
	(14, 'AMAP', NULL, 1, '2020-01-01 00:00:00+00'),
	(15, 'AIB', NULL, 1, '2020-01-01 00:00:00+00'),
	(16, 'SUNA', NULL, 1, '2020-01-01 00:00:00+00'),
	(17, 'MENA', NULL, 1, '2020-01-01 00:00:00+00'),
	(18, 'Belga', NULL, 1, '2020-01-01 00:00:00+00'),
	(19, 'Kyodo', NULL, 1, '2020-01-01 00:00:00+00'),
	(20, 'PTI', NULL, 1, '2020-01-01 00:00:00+00'),
	(21, 'UPI', NULL, 1, '2020-01-01 00:00:00+00');

INSERT INTO public.sources_agencyname VALUES
	(1, 'AFP', 1),
	(2, 'Agence France-Presse', 1),
	(3, 'Agence France Presse', 1),
	(4, 'وكالة فرانس برس', 1),
	(5, 'AP', 2),
	(6, 'Associated Press', 2),
	(7, 'The Associated Press', 2),
	(8, 'Reuters', 3),
	(9, 'Thomson Reuters', 3),
	(10, 'رويترز', 3),
	(11, 'Anadolu', 4),
	(12, 'Anadolu Agency', 4),
	(13, 'Agence Anadolu', 4),
	(14, 'Anadolu Ajansı', 4),
	(15, 'وكالة الأناضول', 4),
	(16, 'Xinhua', 5),
	(17, 'Xinhua News Agency', 5),
	(18, 'Chine nouvelle', 5),
	(19, 'EFE', 6),
	(20, 'Agencia EFE', 6),
	(21, 'dpa', 7),
	(22, 'Deutsche Presse-Agentur', 7),
	(23, 'ANSA', 8),
	(24, 'Agenzia ANSA', 8),
	(25, 'TASS', 9),
	(26, 'ITAR-TASS', 9),
	(27, 'PANA', 10),
	(28, 'Panapress', 10),
	(29, 'Pan African News Agency', 10),
	(30, 'APA', 11),
	(31, 'Agence de presse africaine', 11),
	(32, 'APAnews', 11),
	(33, 'MAP', 12),
	(34, 'Maghreb Arabe Presse', 12),
	(35, 'APS', 13),
	(36, 'Algérie Presse Service', 13),
	(37, 'Agence de presse sénégalaise', 13),
	(38, 'AMAP', 14),
	(39, 'Agence malienne de presse et de publicité', 14),
	(40, 'AIB', 15),
	(41, 'Agence d’information du Burkina', 15),
	(42, 'Agence d''information du Burkina', 15),
	(43, 'SUNA', 16),
	(44, 'Sudan News Agency', 16),
	(45, 'MENA', 17),
	(46, 'Middle East News Agency', 17),
	(47, 'Belga', 18),
	(48, 'Agence Belga', 18),
	(49, 'Kyodo', 19),
	(50, 'Kyodo News', 19),
	(51, 'PTI', 20),
	(52, 'Press Trust of India', 20),
	(53, 'UPI', 21),
	(54, 'United Press International', 21);

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_apikey_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_desk_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_invitation_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_membership_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_service_desks_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_service_id_seq', 1, false);

SELECT pg_catalog.setval('public.accounts_user_id_seq', 1, false);

SELECT pg_catalog.setval('public.api_answered_id_seq', 1, false);

SELECT pg_catalog.setval('public.api_submission_id_seq', 1, false);

SELECT pg_catalog.setval('public.audit_entry_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.codebook_actor_id_seq', 1, false);

SELECT pg_catalog.setval('public.codebook_actoralias_id_seq', 1, false);

SELECT pg_catalog.setval('public.codebook_place_id_seq', 1, false);

SELECT pg_catalog.setval('public.codebook_term_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_attempt_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_coding_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_draw_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_draw_snapshots_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_exercise_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_plan_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_task_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_task_snapshots_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_trendseen_id_seq', 1, false);

SELECT pg_catalog.setval('public.coding_verdict_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_candidatepair_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_externalchange_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_externalmatch_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_externalrecord_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_judgement_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_link_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_listedincident_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_listfile_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_listnote_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_listrow_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_mention_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_mergejournal_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_offer_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_ownlist_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_pairsearch_id_seq', 1, false);

SELECT pg_catalog.setval('public.crossref_recordimport_id_seq', 1, false);

SELECT pg_catalog.setval('public.digests_digest_id_seq', 1, false);

SELECT pg_catalog.setval('public.digests_followedsearch_id_seq', 1, false);

SELECT pg_catalog.setval('public.digests_notification_id_seq', 1, false);

SELECT pg_catalog.setval('public.digests_subscription_id_seq', 1, false);

SELECT pg_catalog.setval('public.digests_watch_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_migrations_id_seq', 99, true);

SELECT pg_catalog.setval('public.incidents_assessment_claims_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_assessment_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_citation_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_citationcheck_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_claim_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_draft_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_incident_blind_people_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_incident_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_incident_named_people_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_incident_weapon_types_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_incidentdocument_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_incidenttag_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_revision_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_savedsearch_id_seq', 1, false);

SELECT pg_catalog.setval('public.incidents_tag_id_seq', 1, false);

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);

SELECT pg_catalog.setval('public.publication_gedrow_id_seq', 1, false);

SELECT pg_catalog.setval('public.publication_publicnotice_id_seq', 1, false);

SELECT pg_catalog.setval('public.publication_publicthing_id_seq', 1, false);

SELECT pg_catalog.setval('public.publication_publishedrevision_id_seq', 1, false);

SELECT pg_catalog.setval('public.publication_release_id_seq', 1, false);

SELECT pg_catalog.setval('public.publication_releaseitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_batch_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_batchrow_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_comment_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_commentmention_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_lease_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_move_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_postponement_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_presence_id_seq', 1, false);

SELECT pg_catalog.setval('public.review_wait_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_agency_id_seq', 21, true);

SELECT pg_catalog.setval('public.sources_agencyname_id_seq', 54, true);

SELECT pg_catalog.setval('public.sources_archivedcopy_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_document_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_documentdesk_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_feed_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_feeddesk_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_feeditem_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_fixity_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_host_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_keywordrule_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_snapshot_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_source_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_sourcedomain_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_sourcemerge_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_sourcereliability_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_textprint_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_tie_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_timestamp_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_triageitem_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_triagestep_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_visit_id_seq', 1, false);

SELECT pg_catalog.setval('public.sources_watch_id_seq', 1, false);

SELECT pg_catalog.setval('public.usersessions_usersession_id_seq', 1, false);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_prefix_key UNIQUE (prefix);

ALTER TABLE ONLY public.accounts_desk
    ADD CONSTRAINT accounts_desk_name_key UNIQUE (name);

ALTER TABLE ONLY public.accounts_desk
    ADD CONSTRAINT accounts_desk_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_desk
    ADD CONSTRAINT accounts_desk_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_service
    ADD CONSTRAINT accounts_service_account_id_key UNIQUE (account_id);

ALTER TABLE ONLY public.accounts_service_desks
    ADD CONSTRAINT accounts_service_desks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_service_desks
    ADD CONSTRAINT accounts_service_desks_service_id_desk_id_0d0c3aee_uniq UNIQUE (service_id, desk_id);

ALTER TABLE ONLY public.accounts_service
    ADD CONSTRAINT accounts_service_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_username_key UNIQUE (username);

ALTER TABLE ONLY public.api_answered
    ADD CONSTRAINT answered_once_per_key UNIQUE (user_id, key);

ALTER TABLE ONLY public.api_answered
    ADD CONSTRAINT api_answered_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.api_submission
    ADD CONSTRAINT api_submission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_attempt
    ADD CONSTRAINT attempt_once_per_person UNIQUE (task_id, coder_id);

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_entry_id_key UNIQUE (entry_id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_batchrow
    ADD CONSTRAINT batch_row_once UNIQUE (batch_id, incident_id);

ALTER TABLE ONLY public.crossref_candidatepair
    ADD CONSTRAINT candidate_pair_once UNIQUE (left_id, right_id);

ALTER TABLE ONLY public.incidents_citation
    ADD CONSTRAINT citation_of_one_incident UNIQUE (id, incident_id);

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT claim_of_one_incident_and_kind UNIQUE (id, incident_id, kind);

ALTER TABLE ONLY public.codebook_actor
    ADD CONSTRAINT codebook_actor_name_key UNIQUE (name);

ALTER TABLE ONLY public.codebook_actor
    ADD CONSTRAINT codebook_actor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.codebook_actoralias
    ADD CONSTRAINT codebook_actoralias_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.codebook_country
    ADD CONSTRAINT codebook_country_acled_name_key UNIQUE (acled_name);

ALTER TABLE ONLY public.codebook_country
    ADD CONSTRAINT codebook_country_gw_number_key UNIQUE (gw_number);

ALTER TABLE ONLY public.codebook_country
    ADD CONSTRAINT codebook_country_iso2_key UNIQUE (iso2);

ALTER TABLE ONLY public.codebook_country
    ADD CONSTRAINT codebook_country_iso_numeric_key UNIQUE (iso_numeric);

ALTER TABLE ONLY public.codebook_country
    ADD CONSTRAINT codebook_country_name_key UNIQUE (name);

ALTER TABLE ONLY public.codebook_country
    ADD CONSTRAINT codebook_country_pkey PRIMARY KEY (iso3);

ALTER TABLE ONLY public.codebook_edition
    ADD CONSTRAINT codebook_edition_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.codebook_place
    ADD CONSTRAINT codebook_place_geonames_id_key UNIQUE (geonames_id);

ALTER TABLE ONLY public.codebook_place
    ADD CONSTRAINT codebook_place_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.codebook_term
    ADD CONSTRAINT codebook_term_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.codebook_vocabulary
    ADD CONSTRAINT codebook_vocabulary_name_key UNIQUE (name);

ALTER TABLE ONLY public.codebook_vocabulary
    ADD CONSTRAINT codebook_vocabulary_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY public.coding_attempt
    ADD CONSTRAINT coding_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_coding
    ADD CONSTRAINT coding_coding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_draw
    ADD CONSTRAINT coding_draw_incident_id_key UNIQUE (incident_id);

ALTER TABLE ONLY public.coding_draw
    ADD CONSTRAINT coding_draw_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_draw
    ADD CONSTRAINT coding_draw_revision_id_key UNIQUE (revision_id);

ALTER TABLE ONLY public.coding_draw_snapshots
    ADD CONSTRAINT coding_draw_snapshots_draw_id_snapshot_id_a47933c2_uniq UNIQUE (draw_id, snapshot_id);

ALTER TABLE ONLY public.coding_draw_snapshots
    ADD CONSTRAINT coding_draw_snapshots_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_exercise
    ADD CONSTRAINT coding_exercise_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_coding
    ADD CONSTRAINT coding_once_per_person UNIQUE (draw_id, coder_id);

ALTER TABLE ONLY public.coding_plan
    ADD CONSTRAINT coding_plan_desk_id_key UNIQUE (desk_id);

ALTER TABLE ONLY public.coding_plan
    ADD CONSTRAINT coding_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_task
    ADD CONSTRAINT coding_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_task_snapshots
    ADD CONSTRAINT coding_task_snapshots_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_task_snapshots
    ADD CONSTRAINT coding_task_snapshots_task_id_snapshot_id_5360cc70_uniq UNIQUE (task_id, snapshot_id);

ALTER TABLE ONLY public.coding_trendseen
    ADD CONSTRAINT coding_trendseen_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.coding_verdict
    ADD CONSTRAINT coding_verdict_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_commentmention
    ADD CONSTRAINT comment_mention_once UNIQUE (comment_id, user_id);

ALTER TABLE ONLY public.crossref_candidatepair
    ADD CONSTRAINT crossref_candidatepair_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_externalchange
    ADD CONSTRAINT crossref_externalchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_externalmatch
    ADD CONSTRAINT crossref_externalmatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_externalrecord
    ADD CONSTRAINT crossref_externalrecord_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_fingerprint
    ADD CONSTRAINT crossref_fingerprint_pkey PRIMARY KEY (incident_id);

ALTER TABLE ONLY public.crossref_judgement
    ADD CONSTRAINT crossref_judgement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_link
    ADD CONSTRAINT crossref_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_listedincident
    ADD CONSTRAINT crossref_listedincident_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_listfile
    ADD CONSTRAINT crossref_listfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_listnote
    ADD CONSTRAINT crossref_listnote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_listrow
    ADD CONSTRAINT crossref_listrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_mention
    ADD CONSTRAINT crossref_mention_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_mergejournal
    ADD CONSTRAINT crossref_mergejournal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_offer
    ADD CONSTRAINT crossref_offer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_ownlist
    ADD CONSTRAINT crossref_ownlist_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_pairsearch
    ADD CONSTRAINT crossref_pairsearch_incident_id_key UNIQUE (incident_id);

ALTER TABLE ONLY public.crossref_pairsearch
    ADD CONSTRAINT crossref_pairsearch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.crossref_recordimport
    ADD CONSTRAINT crossref_recordimport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.digests_digest
    ADD CONSTRAINT digest_message_id_unique UNIQUE (message_id);

ALTER TABLE ONLY public.digests_digest
    ADD CONSTRAINT digest_one_per_period UNIQUE (user_id, kind, period, number);

ALTER TABLE ONLY public.digests_digest
    ADD CONSTRAINT digests_digest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.digests_followedsearch
    ADD CONSTRAINT digests_followedsearch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.digests_notification
    ADD CONSTRAINT digests_notification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.digests_subscription
    ADD CONSTRAINT digests_subscription_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.digests_watch
    ADD CONSTRAINT digests_watch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.sources_documentdesk
    ADD CONSTRAINT document_desk_once UNIQUE (document_id, desk_id);

ALTER TABLE ONLY public.incidents_draft
    ADD CONSTRAINT draft_one_per_form UNIQUE (user_id, incident_id, form);

ALTER TABLE ONLY public.crossref_externalmatch
    ADD CONSTRAINT external_match_once UNIQUE (record_id, incident_id);

ALTER TABLE ONLY public.crossref_externalrecord
    ADD CONSTRAINT external_record_once UNIQUE (dataset, external_id);

ALTER TABLE ONLY public.sources_feeddesk
    ADD CONSTRAINT feed_desk_once UNIQUE (feed_id, desk_id);

ALTER TABLE ONLY public.sources_feeditem
    ADD CONSTRAINT feed_item_once UNIQUE (feed_id, address);

ALTER TABLE ONLY public.digests_followedsearch
    ADD CONSTRAINT followed_search_once UNIQUE (user_id, search_id);

ALTER TABLE ONLY public.publication_gedrow
    ADD CONSTRAINT ged_row_once UNIQUE (release_id, ged_id);

ALTER TABLE ONLY public.incidents_incidentdocument
    ADD CONSTRAINT incident_document_once UNIQUE (incident_id, document_id);

ALTER TABLE ONLY public.incidents_incidenttag
    ADD CONSTRAINT incident_tag_once UNIQUE (incident_id, tag_id);

ALTER TABLE ONLY public.incidents_assessment_claims
    ADD CONSTRAINT incidents_assessment_cla_assessment_id_casualtycl_da7c6a3b_uniq UNIQUE (assessment_id, casualtyclaim_id);

ALTER TABLE ONLY public.incidents_assessment_claims
    ADD CONSTRAINT incidents_assessment_claims_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_assessment
    ADD CONSTRAINT incidents_assessment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_attributionclaim
    ADD CONSTRAINT incidents_attributionclaim_pkey PRIMARY KEY (claim_ptr_id);

ALTER TABLE ONLY public.incidents_casualtyclaim
    ADD CONSTRAINT incidents_casualtyclaim_pkey PRIMARY KEY (claim_ptr_id);

ALTER TABLE ONLY public.incidents_citation
    ADD CONSTRAINT incidents_citation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_citationcheck
    ADD CONSTRAINT incidents_citationcheck_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT incidents_claim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT incidents_claim_supersedes_id_key UNIQUE (supersedes_id);

ALTER TABLE ONLY public.incidents_dateclaim
    ADD CONSTRAINT incidents_dateclaim_pkey PRIMARY KEY (claim_ptr_id);

ALTER TABLE ONLY public.incidents_draft
    ADD CONSTRAINT incidents_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_incident_blind_people
    ADD CONSTRAINT incidents_incident_blind_incident_id_user_id_40339930_uniq UNIQUE (incident_id, user_id);

ALTER TABLE ONLY public.incidents_incident_blind_people
    ADD CONSTRAINT incidents_incident_blind_people_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_incident_named_people
    ADD CONSTRAINT incidents_incident_named_incident_id_user_id_889d4ad4_uniq UNIQUE (incident_id, user_id);

ALTER TABLE ONLY public.incidents_incident_named_people
    ADD CONSTRAINT incidents_incident_named_people_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_uid_key UNIQUE (uid);

ALTER TABLE ONLY public.incidents_incident_weapon_types
    ADD CONSTRAINT incidents_incident_weapo_incident_id_term_id_fa70afc5_uniq UNIQUE (incident_id, term_id);

ALTER TABLE ONLY public.incidents_incident_weapon_types
    ADD CONSTRAINT incidents_incident_weapon_types_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_incidentdocument
    ADD CONSTRAINT incidents_incidentdocument_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_incidenttag
    ADD CONSTRAINT incidents_incidenttag_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_placeclaim
    ADD CONSTRAINT incidents_placeclaim_pkey PRIMARY KEY (claim_ptr_id);

ALTER TABLE ONLY public.incidents_revision
    ADD CONSTRAINT incidents_revision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_savedsearch
    ADD CONSTRAINT incidents_savedsearch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_tag
    ADD CONSTRAINT incidents_tag_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_termclaim
    ADD CONSTRAINT incidents_termclaim_pkey PRIMARY KEY (claim_ptr_id);

ALTER TABLE ONLY public.crossref_listrow
    ADD CONSTRAINT list_row_once UNIQUE (file_id, number);

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT membership_one_role_per_desk UNIQUE (user_id, desk_id);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_move
    ADD CONSTRAINT move_one_per_version UNIQUE (incident_id, version_after);

ALTER TABLE ONLY public.crossref_offer
    ADD CONSTRAINT offer_once UNIQUE (document_id, incident_id);

ALTER TABLE ONLY public.review_presence
    ADD CONSTRAINT presence_once UNIQUE (incident_id, user_id);

ALTER TABLE ONLY public.publication_publicthing
    ADD CONSTRAINT public_thing_once UNIQUE (kind, key);

ALTER TABLE ONLY public.publication_acleddeletion
    ADD CONSTRAINT publication_acleddeletion_event_id_cnty_key UNIQUE (event_id_cnty);

ALTER TABLE ONLY public.publication_acleddeletion
    ADD CONSTRAINT publication_acleddeletion_pkey PRIMARY KEY (incident_id);

ALTER TABLE ONLY public.publication_acledrow
    ADD CONSTRAINT publication_acledrow_event_id_cnty_key UNIQUE (event_id_cnty);

ALTER TABLE ONLY public.publication_acledrow
    ADD CONSTRAINT publication_acledrow_pkey PRIMARY KEY (incident_id);

ALTER TABLE ONLY public.publication_gedrow
    ADD CONSTRAINT publication_gedrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publication_publicnotice
    ADD CONSTRAINT publication_publicnotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publication_publicthing
    ADD CONSTRAINT publication_publicthing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publication_publishedrevision
    ADD CONSTRAINT publication_publishedrevision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publication_release
    ADD CONSTRAINT publication_release_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publication_releaseitem
    ADD CONSTRAINT publication_releaseitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publication_publishedrevision
    ADD CONSTRAINT published_revision_acled_id_kept EXCLUDE USING gist (incident_id WITH =, acled_id WITH <>);

ALTER TABLE ONLY public.publication_publishedrevision
    ADD CONSTRAINT published_revision_one_at_a_time EXCLUDE USING gist (incident_id WITH =, tstzrange(valid_from, valid_to, '[)'::text) WITH &&) DEFERRABLE;

ALTER TABLE ONLY public.publication_releaseitem
    ADD CONSTRAINT release_item_incident_once UNIQUE (release_id, incident_id);

ALTER TABLE ONLY public.publication_release
    ADD CONSTRAINT release_name_unique UNIQUE (name);

ALTER TABLE ONLY public.review_batch
    ADD CONSTRAINT review_batch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_batch
    ADD CONSTRAINT review_batch_token_key UNIQUE (token);

ALTER TABLE ONLY public.review_batchrow
    ADD CONSTRAINT review_batchrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_comment
    ADD CONSTRAINT review_comment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_commentmention
    ADD CONSTRAINT review_commentmention_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_lease
    ADD CONSTRAINT review_lease_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_move
    ADD CONSTRAINT review_move_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_move
    ADD CONSTRAINT review_move_undoes_id_key UNIQUE (undoes_id);

ALTER TABLE ONLY public.review_postponement
    ADD CONSTRAINT review_postponement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_presence
    ADD CONSTRAINT review_presence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.review_wait
    ADD CONSTRAINT review_wait_began_with_id_key UNIQUE (began_with_id);

ALTER TABLE ONLY public.review_wait
    ADD CONSTRAINT review_wait_ended_with_id_key UNIQUE (ended_with_id);

ALTER TABLE ONLY public.review_wait
    ADD CONSTRAINT review_wait_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incidents_revision
    ADD CONSTRAINT revision_one_per_version UNIQUE (incident_id, version);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT seal_chain_has_no_forks UNIQUE (previous);

ALTER TABLE ONLY public.sources_snapshot
    ADD CONSTRAINT snapshot_content_unique UNIQUE (document_id, sha256, text_sha256);

ALTER TABLE ONLY public.sources_snapshot
    ADD CONSTRAINT snapshot_number_unique UNIQUE (document_id, number);

ALTER TABLE ONLY public.sources_sourcereliability
    ADD CONSTRAINT source_reliability_one_a_day UNIQUE (source_id, from_on);

ALTER TABLE ONLY public.sources_agency
    ADD CONSTRAINT sources_agency_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_agencyname
    ADD CONSTRAINT sources_agencyname_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_archivedcopy
    ADD CONSTRAINT sources_archivedcopy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_document
    ADD CONSTRAINT sources_document_canonical_url_key UNIQUE (canonical_url);

ALTER TABLE ONLY public.sources_document
    ADD CONSTRAINT sources_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_document
    ADD CONSTRAINT sources_document_submission_key UNIQUE (submission);

ALTER TABLE ONLY public.sources_documentdesk
    ADD CONSTRAINT sources_documentdesk_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_feed
    ADD CONSTRAINT sources_feed_address_key UNIQUE (address);

ALTER TABLE ONLY public.sources_feed
    ADD CONSTRAINT sources_feed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_feeddesk
    ADD CONSTRAINT sources_feeddesk_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_feeditem
    ADD CONSTRAINT sources_feeditem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_fixity
    ADD CONSTRAINT sources_fixity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_fixity
    ADD CONSTRAINT sources_fixity_sha256_key UNIQUE (sha256);

ALTER TABLE ONLY public.sources_host
    ADD CONSTRAINT sources_host_name_key UNIQUE (name);

ALTER TABLE ONLY public.sources_host
    ADD CONSTRAINT sources_host_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_keywordrule
    ADD CONSTRAINT sources_keywordrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_snapshot
    ADD CONSTRAINT sources_snapshot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.sources_sourcedomain
    ADD CONSTRAINT sources_sourcedomain_domain_key UNIQUE (domain);

ALTER TABLE ONLY public.sources_sourcedomain
    ADD CONSTRAINT sources_sourcedomain_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_sourcemerge
    ADD CONSTRAINT sources_sourcemerge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_sourcereliability
    ADD CONSTRAINT sources_sourcereliability_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_textprint
    ADD CONSTRAINT sources_textprint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_textprint
    ADD CONSTRAINT sources_textprint_snapshot_id_key UNIQUE (snapshot_id);

ALTER TABLE ONLY public.sources_tie
    ADD CONSTRAINT sources_tie_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_timestamp
    ADD CONSTRAINT sources_timestamp_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_timestamp
    ADD CONSTRAINT sources_timestamp_snapshot_id_key UNIQUE (snapshot_id);

ALTER TABLE ONLY public.sources_triageitem
    ADD CONSTRAINT sources_triageitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_triagestep
    ADD CONSTRAINT sources_triagestep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_triagestep
    ADD CONSTRAINT sources_triagestep_token_key UNIQUE (token);

ALTER TABLE ONLY public.sources_visit
    ADD CONSTRAINT sources_visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sources_watch
    ADD CONSTRAINT sources_watch_document_id_key UNIQUE (document_id);

ALTER TABLE ONLY public.sources_watch
    ADD CONSTRAINT sources_watch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.api_submission
    ADD CONSTRAINT submission_once_per_key UNIQUE (user_id, key);

ALTER TABLE ONLY public.digests_subscription
    ADD CONSTRAINT subscription_once UNIQUE (user_id, kind);

ALTER TABLE ONLY public.digests_subscription
    ADD CONSTRAINT subscription_token_unique UNIQUE (token);

ALTER TABLE ONLY public.coding_task
    ADD CONSTRAINT task_number_once UNIQUE (exercise_id, number);

ALTER TABLE ONLY public.codebook_term
    ADD CONSTRAINT term_code_unique_in_vocabulary UNIQUE (vocabulary_id, code);

ALTER TABLE ONLY public.coding_trendseen
    ADD CONSTRAINT trend_seen_once UNIQUE (person_id, month);

ALTER TABLE ONLY public.sources_triageitem
    ADD CONSTRAINT triage_item_once_for_a_desk UNIQUE (desk_id, address);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);

ALTER TABLE ONLY public.coding_verdict
    ADD CONSTRAINT verdict_once_per_field UNIQUE (coding_id, field);

ALTER TABLE ONLY public.digests_watch
    ADD CONSTRAINT watch_once UNIQUE (user_id, incident_id);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_apikey_digest_b02b5264_like ON public.accounts_apikey USING btree (digest varchar_pattern_ops);

CREATE INDEX accounts_apikey_made_by_id_5e719101 ON public.accounts_apikey USING btree (made_by_id);

CREATE INDEX accounts_apikey_prefix_2468c39f_like ON public.accounts_apikey USING btree (prefix varchar_pattern_ops);

CREATE INDEX accounts_apikey_user_id_bd902026 ON public.accounts_apikey USING btree (user_id);

CREATE INDEX accounts_desk_name_395b1b0e_like ON public.accounts_desk USING btree (name varchar_pattern_ops);

CREATE INDEX accounts_desk_slug_250a8bd7_like ON public.accounts_desk USING btree (slug varchar_pattern_ops);

CREATE INDEX accounts_invitation_accepted_by_id_ba632539 ON public.accounts_invitation USING btree (accepted_by_id);

CREATE INDEX accounts_invitation_desk_id_f0ee6aaf ON public.accounts_invitation USING btree (desk_id);

CREATE INDEX accounts_invitation_digest_4d068cc1_like ON public.accounts_invitation USING btree (digest varchar_pattern_ops);

CREATE INDEX accounts_invitation_invited_by_id_94a21efc ON public.accounts_invitation USING btree (invited_by_id);

CREATE INDEX accounts_membership_desk_id_c532eeaa ON public.accounts_membership USING btree (desk_id);

CREATE INDEX accounts_membership_user_id_487fb39e ON public.accounts_membership USING btree (user_id);

CREATE INDEX accounts_service_desks_desk_id_ce2e7757 ON public.accounts_service_desks USING btree (desk_id);

CREATE INDEX accounts_service_desks_service_id_32db4e63 ON public.accounts_service_desks USING btree (service_id);

CREATE INDEX accounts_service_owner_id_0ad9cc0f ON public.accounts_service USING btree (owner_id);

CREATE INDEX accounts_user_username_6088629e_like ON public.accounts_user USING btree (username varchar_pattern_ops);

CREATE INDEX acled_row_country ON public.publication_acledrow USING btree (country, event_date);

CREATE INDEX acled_row_order ON public.publication_acledrow USING btree (event_date DESC, incident_id);

CREATE INDEX acled_row_timestamp ON public.publication_acledrow USING btree ("timestamp");

CREATE UNIQUE INDEX actor_acled_label_unique ON public.codebook_actor USING btree (acled_label) WHERE (NOT ((acled_label)::text = ''::text));

CREATE INDEX actor_alias_alike ON public.codebook_actoralias USING gin (public.casework_fold((name)::text) public.gin_trgm_ops);

CREATE UNIQUE INDEX actor_alias_unique ON public.codebook_actoralias USING btree (actor_id, lower((name)::text), language);

CREATE INDEX actor_name_alike ON public.codebook_actor USING gin (public.casework_fold((name)::text) public.gin_trgm_ops);

CREATE UNIQUE INDEX agency_name_of_one ON public.sources_agencyname USING btree (lower((name)::text));

CREATE UNIQUE INDEX agency_name_unique ON public.sources_agency USING btree (lower((name)::text));

CREATE INDEX api_answered_user_id_8d56759c ON public.api_answered USING btree (user_id);

CREATE INDEX api_submission_document_id_c9486bbc ON public.api_submission USING btree (document_id);

CREATE INDEX api_submission_user_id_bb55d5c7 ON public.api_submission USING btree (user_id);

CREATE UNIQUE INDEX assessment_one_current ON public.incidents_assessment USING btree (incident_id, outcome, category) WHERE (replaced_at IS NULL);

CREATE INDEX audit_seal_digest_bb0c6728_like ON public.audit_seal USING btree (digest varchar_pattern_ops);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX candidate_pair_unsettled ON public.crossref_candidatepair USING btree (id) WHERE (NOT is_settled);

CREATE UNIQUE INDEX citation_check_one_open ON public.incidents_citationcheck USING btree (citation_id) WHERE ((closed_at IS NULL) AND ((fate)::text = ANY ((ARRAY['changed'::character varying, 'vanished'::character varying])::text[])));

CREATE INDEX codebook_actor_country_id_e8701920 ON public.codebook_actor USING btree (country_id);

CREATE INDEX codebook_actor_country_id_e8701920_like ON public.codebook_actor USING btree (country_id varchar_pattern_ops);

CREATE INDEX codebook_actor_name_438ee75a_like ON public.codebook_actor USING btree (name varchar_pattern_ops);

CREATE INDEX codebook_actor_parent_id_9efa375e ON public.codebook_actor USING btree (parent_id);

CREATE INDEX codebook_actoralias_actor_id_06756c6b ON public.codebook_actoralias USING btree (actor_id);

CREATE INDEX codebook_country_acled_name_c7a4d345_like ON public.codebook_country USING btree (acled_name varchar_pattern_ops);

CREATE INDEX codebook_country_iso2_eddf38de_like ON public.codebook_country USING btree (iso2 varchar_pattern_ops);

CREATE INDEX codebook_country_iso3_14841728_like ON public.codebook_country USING btree (iso3 varchar_pattern_ops);

CREATE INDEX codebook_country_name_fca6ed32_like ON public.codebook_country USING btree (name varchar_pattern_ops);

CREATE INDEX codebook_place_country_id_7ccd3e70 ON public.codebook_place USING btree (country_id);

CREATE INDEX codebook_place_country_id_7ccd3e70_like ON public.codebook_place USING btree (country_id varchar_pattern_ops);

CREATE INDEX codebook_term_parent_id_9e283ec2 ON public.codebook_term USING btree (parent_id);

CREATE INDEX codebook_term_retired_id_c6b6c248 ON public.codebook_term USING btree (retired_id);

CREATE INDEX codebook_term_since_id_fcd263c9 ON public.codebook_term USING btree (since_id);

CREATE INDEX codebook_term_vocabulary_id_e536566e ON public.codebook_term USING btree (vocabulary_id);

CREATE INDEX codebook_term_vocabulary_id_e536566e_like ON public.codebook_term USING btree (vocabulary_id varchar_pattern_ops);

CREATE INDEX codebook_vocabulary_name_bad802c3_like ON public.codebook_vocabulary USING btree (name varchar_pattern_ops);

CREATE INDEX codebook_vocabulary_parent_id_30409bd5 ON public.codebook_vocabulary USING btree (parent_id);

CREATE INDEX codebook_vocabulary_parent_id_30409bd5_like ON public.codebook_vocabulary USING btree (parent_id varchar_pattern_ops);

CREATE INDEX codebook_vocabulary_slug_caf22f3b_like ON public.codebook_vocabulary USING btree (slug varchar_pattern_ops);

CREATE INDEX coding_attempt_coder_id_9280f599 ON public.coding_attempt USING btree (coder_id);

CREATE INDEX coding_attempt_task_id_10a1d50d ON public.coding_attempt USING btree (task_id);

CREATE INDEX coding_coding_coder_id_646aeb05 ON public.coding_coding USING btree (coder_id);

CREATE INDEX coding_coding_draw_id_5c31c394 ON public.coding_coding USING btree (draw_id);

CREATE INDEX coding_draw_desk_id_50395c36 ON public.coding_draw USING btree (desk_id);

CREATE INDEX coding_draw_snapshots_draw_id_70e7d008 ON public.coding_draw_snapshots USING btree (draw_id);

CREATE INDEX coding_draw_snapshots_snapshot_id_4ba4d720 ON public.coding_draw_snapshots USING btree (snapshot_id);

CREATE INDEX coding_exercise_created_by_id_ed693673 ON public.coding_exercise USING btree (created_by_id);

CREATE INDEX coding_exercise_desk_id_1d3e9306 ON public.coding_exercise USING btree (desk_id);

CREATE UNIQUE INDEX coding_one_standing_per_draw ON public.coding_coding USING btree (draw_id) WHERE (ended_at IS NULL);

CREATE INDEX coding_task_exercise_id_7a30372e ON public.coding_task USING btree (exercise_id);

CREATE INDEX coding_task_snapshots_snapshot_id_bccd81dc ON public.coding_task_snapshots USING btree (snapshot_id);

CREATE INDEX coding_task_snapshots_task_id_7ff0ebf8 ON public.coding_task_snapshots USING btree (task_id);

CREATE INDEX coding_trendseen_person_id_5fc7d854 ON public.coding_trendseen USING btree (person_id);

CREATE INDEX coding_verdict_by_id_16e64632 ON public.coding_verdict USING btree (by_id);

CREATE INDEX coding_verdict_coding_id_b03af752 ON public.coding_verdict USING btree (coding_id);

CREATE INDEX crossref_candidatepair_left_id_da0d95d9 ON public.crossref_candidatepair USING btree (left_id);

CREATE INDEX crossref_candidatepair_right_id_f4e139a2 ON public.crossref_candidatepair USING btree (right_id);

CREATE INDEX crossref_externalchange_record_id_d076201e ON public.crossref_externalchange USING btree (record_id);

CREATE INDEX crossref_externalmatch_by_id_216fa630 ON public.crossref_externalmatch USING btree (by_id);

CREATE INDEX crossref_externalmatch_incident_id_27e74161 ON public.crossref_externalmatch USING btree (incident_id);

CREATE INDEX crossref_externalmatch_record_id_8f53091d ON public.crossref_externalmatch USING btree (record_id);

CREATE INDEX crossref_judgement_by_id_7c67fa7b ON public.crossref_judgement USING btree (by_id);

CREATE INDEX crossref_judgement_pair_id_82aeed94 ON public.crossref_judgement USING btree (pair_id);

CREATE INDEX crossref_link_by_id_9d695a35 ON public.crossref_link USING btree (by_id);

CREATE INDEX crossref_link_ended_by_id_35ad9c69 ON public.crossref_link USING btree (ended_by_id);

CREATE INDEX crossref_link_from_incident_id_53cff6ee ON public.crossref_link USING btree (from_incident_id);

CREATE INDEX crossref_link_to_incident_id_e0fe209c ON public.crossref_link USING btree (to_incident_id);

CREATE INDEX crossref_listedincident_document_id_71276193 ON public.crossref_listedincident USING btree (document_id);

CREATE INDEX crossref_listedincident_file_id_1049fc08 ON public.crossref_listedincident USING btree (file_id);

CREATE INDEX crossref_listedincident_incident_id_6dee4601 ON public.crossref_listedincident USING btree (incident_id);

CREATE INDEX crossref_listedincident_own_list_id_e9b0d481 ON public.crossref_listedincident USING btree (own_list_id);

CREATE INDEX crossref_listfile_by_id_100e48aa ON public.crossref_listfile USING btree (by_id);

CREATE INDEX crossref_listfile_desk_id_f18ede81 ON public.crossref_listfile USING btree (desk_id);

CREATE INDEX crossref_listfile_imported_by_id_539fa825 ON public.crossref_listfile USING btree (imported_by_id);

CREATE INDEX crossref_listfile_own_list_id_9f9b1c22 ON public.crossref_listfile USING btree (own_list_id);

CREATE INDEX crossref_listnote_file_id_e8a4cd5e ON public.crossref_listnote USING btree (file_id);

CREATE INDEX crossref_listrow_file_id_f7c63d27 ON public.crossref_listrow USING btree (file_id);

CREATE INDEX crossref_listrow_incident_id_f2cb2029 ON public.crossref_listrow USING btree (incident_id);

CREATE INDEX crossref_mention_document_id_411bddd4 ON public.crossref_mention USING btree (document_id);

CREATE INDEX crossref_mergejournal_by_id_1076579f ON public.crossref_mergejournal USING btree (by_id);

CREATE INDEX crossref_mergejournal_donor_id_85162168 ON public.crossref_mergejournal USING btree (donor_id);

CREATE INDEX crossref_mergejournal_ended_by_id_9840158a ON public.crossref_mergejournal USING btree (ended_by_id);

CREATE INDEX crossref_mergejournal_survivor_id_31222a06 ON public.crossref_mergejournal USING btree (survivor_id);

CREATE INDEX crossref_offer_by_id_866ec0ae ON public.crossref_offer USING btree (by_id);

CREATE INDEX crossref_offer_document_id_7ebd0ca8 ON public.crossref_offer USING btree (document_id);

CREATE INDEX crossref_offer_incident_id_4b3bcce3 ON public.crossref_offer USING btree (incident_id);

CREATE INDEX crossref_ownlist_created_by_id_61c9bf88 ON public.crossref_ownlist USING btree (created_by_id);

CREATE INDEX crossref_ownlist_desk_id_4598bf61 ON public.crossref_ownlist USING btree (desk_id);

CREATE INDEX crossref_recordimport_by_id_81be3c08 ON public.crossref_recordimport USING btree (by_id);

CREATE INDEX crossref_recordimport_imported_by_id_6e27d787 ON public.crossref_recordimport USING btree (imported_by_id);

CREATE INDEX digest_due ON public.digests_digest USING btree (next_attempt_at) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'sending'::character varying])::text[]));

CREATE INDEX digests_digest_user_id_361106c2 ON public.digests_digest USING btree (user_id);

CREATE INDEX digests_followedsearch_search_id_d5cbc990 ON public.digests_followedsearch USING btree (search_id);

CREATE INDEX digests_followedsearch_user_id_94f85d4b ON public.digests_followedsearch USING btree (user_id);

CREATE INDEX digests_notification_document_id_76fb0cef ON public.digests_notification USING btree (document_id);

CREATE INDEX digests_notification_incident_id_30250300 ON public.digests_notification USING btree (incident_id);

CREATE INDEX digests_notification_mailed_in_id_51478a86 ON public.digests_notification USING btree (mailed_in_id);

CREATE INDEX digests_notification_user_id_c7849ff1 ON public.digests_notification USING btree (user_id);

CREATE INDEX digests_subscription_user_id_3911ce46 ON public.digests_subscription USING btree (user_id);

CREATE INDEX digests_watch_incident_id_788b3905 ON public.digests_watch USING btree (incident_id);

CREATE INDEX digests_watch_user_id_67ec91fc ON public.digests_watch USING btree (user_id);

CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);

CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX document_due_to_check ON public.sources_document USING btree (next_check_at) WHERE (next_check_at IS NOT NULL);

CREATE INDEX document_due_to_collect ON public.sources_document USING btree (next_attempt_at) WHERE ((fetch_state)::text = 'due'::text);

CREATE INDEX document_due_to_match ON public.sources_document USING btree (match_due_at) WHERE (match_due_at IS NOT NULL);

CREATE INDEX draft_age ON public.incidents_draft USING btree (saved_at);

CREATE INDEX entry_label_words ON public.audit_entry USING gin (upper((subject_label)::text) public.gin_trgm_ops) WHERE (NOT ((subject_kind)::text = 'incident'::text));

CREATE INDEX entry_note_words ON public.audit_entry USING gin (upper(note) public.gin_trgm_ops) WHERE (NOT (note = ''::text));

CREATE INDEX entry_of_a_desk ON public.audit_entry USING btree (desk_id, id DESC) INCLUDE (verb, at, actor_id);

CREATE INDEX entry_of_a_request ON public.audit_entry USING btree (request_id) WHERE (NOT ((request_id)::text = ''::text));

CREATE INDEX entry_of_a_subject ON public.audit_entry USING btree (subject_kind, subject_id, id DESC);

CREATE INDEX entry_of_a_time ON public.audit_entry USING brin (at) WITH (autosummarize='on');

CREATE INDEX entry_of_a_verb ON public.audit_entry USING btree (verb, id DESC);

CREATE INDEX entry_of_a_verb_at_a_desk ON public.audit_entry USING btree (desk_id, verb, id DESC);

CREATE INDEX entry_of_accounts ON public.audit_entry USING btree (id DESC) WHERE ((subject_kind)::text = ANY ((ARRAY[''::character varying, 'user'::character varying, 'desk'::character varying, 'membership'::character varying, 'invitation'::character varying, 'apikey'::character varying, 'service'::character varying, 'digest'::character varying])::text[]));

CREATE INDEX entry_of_an_actor ON public.audit_entry USING btree (actor_id, id DESC);

CREATE INDEX external_record_cells ON public.crossref_externalrecord USING btree (cell, first_day);

CREATE INDEX external_record_countries ON public.crossref_externalrecord USING btree (country, "time", first_day) WHERE (cell IS NOT NULL);

CREATE INDEX external_record_due ON public.crossref_externalrecord USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX feed_due_to_visit ON public.sources_feed USING btree (next_visit_at) WHERE (next_visit_at IS NOT NULL);

CREATE INDEX feed_in_trouble ON public.sources_feed USING btree (failing_since) WHERE (failing_since IS NOT NULL);

CREATE INDEX fingerprint_cells ON public.crossref_fingerprint USING btree (cell, first_day);

CREATE INDEX fingerprint_countries ON public.crossref_fingerprint USING btree (country, "time", first_day) WHERE (cell IS NOT NULL);

CREATE INDEX fingerprint_names ON public.crossref_fingerprint USING gin (place_names);

CREATE INDEX ged_row_actors ON public.publication_gedrow USING gin (actors);

CREATE INDEX ged_row_country ON public.publication_gedrow USING btree (release_id, country_id);

CREATE INDEX ged_row_start ON public.publication_gedrow USING btree (release_id, date_start);

CREATE INDEX incident_changed ON public.incidents_incident USING btree (changed_at DESC, id DESC);

CREATE INDEX incident_days ON public.incidents_incident USING btree (date_earliest, date_latest);

CREATE INDEX incident_due ON public.incidents_incident USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX incident_newest_of_a_desk ON public.incidents_incident USING btree (desk_id, id DESC) INCLUDE (review_state);

CREATE INDEX incident_open ON public.incidents_incident USING btree (priority DESC, state_entered_at, id) WHERE ((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'reviewed'::character varying, 'returned'::character varying])::text[]));

CREATE INDEX incident_open_by_age ON public.incidents_incident USING btree (desk_id, review_state, state_entered_at, id) WHERE ((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'reviewed'::character varying, 'returned'::character varying])::text[]));

CREATE INDEX incident_open_by_attack ON public.incidents_incident USING btree (date_earliest DESC NULLS LAST, id DESC) INCLUDE (desk_id, review_state, priority, state_entered_at) WHERE ((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'reviewed'::character varying, 'returned'::character varying])::text[]));

CREATE INDEX incident_open_by_due ON public.incidents_incident USING btree (due_at, id) WHERE ((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'reviewed'::character varying, 'returned'::character varying])::text[]));

CREATE INDEX incident_open_by_person ON public.incidents_incident USING btree (desk_id, assigned_to_id, due_at, id) WHERE ((review_state)::text = ANY ((ARRAY['new'::character varying, 'verifying'::character varying, 'pending'::character varying, 'submitted'::character varying, 'reviewed'::character varying, 'returned'::character varying])::text[]));

CREATE INDEX incident_title_trigrams ON public.incidents_incident USING gin (upper((title)::text) public.gin_trgm_ops);

CREATE INDEX incident_work_of_a_desk ON public.incidents_incident USING btree (desk_id, review_state, priority DESC, state_entered_at, id) INCLUDE (assigned_to_id, due_at);

CREATE INDEX incidents_assessment_claims_assessment_id_487055b4 ON public.incidents_assessment_claims USING btree (assessment_id);

CREATE INDEX incidents_assessment_claims_casualtyclaim_id_f8451d71 ON public.incidents_assessment_claims USING btree (casualtyclaim_id);

CREATE INDEX incidents_assessment_countersigned_by_id_0151c413 ON public.incidents_assessment USING btree (countersigned_by_id);

CREATE INDEX incidents_assessment_incident_id_553b3dea ON public.incidents_assessment USING btree (incident_id);

CREATE INDEX incidents_assessment_signed_by_id_81325e43 ON public.incidents_assessment USING btree (signed_by_id);

CREATE INDEX incidents_attributionclaim_actor_id_4c395623 ON public.incidents_attributionclaim USING btree (actor_id);

CREATE INDEX incidents_citation_created_by_id_4908b2c9 ON public.incidents_citation USING btree (created_by_id);

CREATE INDEX incidents_citation_incident_id_f0854776 ON public.incidents_citation USING btree (incident_id);

CREATE INDEX incidents_citation_snapshot_id_d1d285aa ON public.incidents_citation USING btree (snapshot_id);

CREATE INDEX incidents_citationcheck_citation_id_b0e1bdd3 ON public.incidents_citationcheck USING btree (citation_id);

CREATE INDEX incidents_citationcheck_closed_by_id_dd25b278 ON public.incidents_citationcheck USING btree (closed_by_id);

CREATE INDEX incidents_citationcheck_snapshot_id_4811975a ON public.incidents_citationcheck USING btree (snapshot_id);

CREATE INDEX incidents_claim_citation_id_de61bf45 ON public.incidents_claim USING btree (citation_id);

CREATE INDEX incidents_claim_created_by_id_848a8567 ON public.incidents_claim USING btree (created_by_id);

CREATE INDEX incidents_claim_incident_id_252b44d2 ON public.incidents_claim USING btree (incident_id);

CREATE INDEX incidents_claim_origin_id_0a84bdea ON public.incidents_claim USING btree (origin_id);

CREATE INDEX incidents_claim_part_of_id_b21d5888 ON public.incidents_claim USING btree (part_of_id);

CREATE INDEX incidents_draft_incident_id_a08f78e3 ON public.incidents_draft USING btree (incident_id);

CREATE INDEX incidents_draft_user_id_bef5dafc ON public.incidents_draft USING btree (user_id);

CREATE INDEX incidents_incident_approved_by_id_4b4f0614 ON public.incidents_incident USING btree (approved_by_id);

CREATE INDEX incidents_incident_assigned_to_id_c1ff8fd4 ON public.incidents_incident USING btree (assigned_to_id);

CREATE INDEX incidents_incident_blind_people_incident_id_a279e48d ON public.incidents_incident_blind_people USING btree (incident_id);

CREATE INDEX incidents_incident_blind_people_user_id_57e2faf2 ON public.incidents_incident_blind_people USING btree (user_id);

CREATE INDEX incidents_incident_changed_by_id_8bf56a3c ON public.incidents_incident USING btree (changed_by_id);

CREATE INDEX incidents_incident_codebook_edition_id_04227288 ON public.incidents_incident USING btree (codebook_edition_id);

CREATE INDEX incidents_incident_country_id_046161de ON public.incidents_incident USING btree (country_id);

CREATE INDEX incidents_incident_country_id_046161de_like ON public.incidents_incident USING btree (country_id varchar_pattern_ops);

CREATE INDEX incidents_incident_created_by_id_c29d8b73 ON public.incidents_incident USING btree (created_by_id);

CREATE INDEX incidents_incident_desk_id_7dc2fa9a ON public.incidents_incident USING btree (desk_id);

CREATE INDEX incidents_incident_event_type_id_8b9fbf49 ON public.incidents_incident USING btree (event_type_id);

CREATE INDEX incidents_incident_merged_into_id_75509a6d ON public.incidents_incident USING btree (merged_into_id);

CREATE INDEX incidents_incident_named_people_incident_id_6b2fcb5f ON public.incidents_incident_named_people USING btree (incident_id);

CREATE INDEX incidents_incident_named_people_user_id_9849c027 ON public.incidents_incident_named_people USING btree (user_id);

CREATE INDEX incidents_incident_place_id_ec2e3c5a ON public.incidents_incident USING btree (place_id);

CREATE INDEX incidents_incident_reviewed_by_id_7e247df6 ON public.incidents_incident USING btree (reviewed_by_id);

CREATE INDEX incidents_incident_sub_event_type_id_b3741e23 ON public.incidents_incident USING btree (sub_event_type_id);

CREATE INDEX incidents_incident_submitted_by_id_6557d68a ON public.incidents_incident USING btree (submitted_by_id);

CREATE INDEX incidents_incident_target_type_id_bc349083 ON public.incidents_incident USING btree (target_type_id);

CREATE INDEX incidents_incident_uid_c81db30a_like ON public.incidents_incident USING btree (uid varchar_pattern_ops);

CREATE INDEX incidents_incident_weapon_types_incident_id_132b4e86 ON public.incidents_incident_weapon_types USING btree (incident_id);

CREATE INDEX incidents_incident_weapon_types_term_id_bbd41b21 ON public.incidents_incident_weapon_types USING btree (term_id);

CREATE INDEX incidents_incidentdocument_added_by_id_1a79bb31 ON public.incidents_incidentdocument USING btree (added_by_id);

CREATE INDEX incidents_incidentdocument_document_id_248a871b ON public.incidents_incidentdocument USING btree (document_id);

CREATE INDEX incidents_incidentdocument_incident_id_bc54acd4 ON public.incidents_incidentdocument USING btree (incident_id);

CREATE INDEX incidents_incidenttag_by_id_67522b7f ON public.incidents_incidenttag USING btree (by_id);

CREATE INDEX incidents_incidenttag_incident_id_2617c49a ON public.incidents_incidenttag USING btree (incident_id);

CREATE INDEX incidents_incidenttag_tag_id_092416db ON public.incidents_incidenttag USING btree (tag_id);

CREATE INDEX incidents_placeclaim_country_id_e0bd487a ON public.incidents_placeclaim USING btree (country_id);

CREATE INDEX incidents_placeclaim_country_id_e0bd487a_like ON public.incidents_placeclaim USING btree (country_id varchar_pattern_ops);

CREATE INDEX incidents_placeclaim_place_id_82029366 ON public.incidents_placeclaim USING btree (place_id);

CREATE INDEX incidents_revision_by_id_1f999ab9 ON public.incidents_revision USING btree (by_id);

CREATE INDEX incidents_revision_incident_id_718adc23 ON public.incidents_revision USING btree (incident_id);

CREATE INDEX incidents_savedsearch_desk_id_56545845 ON public.incidents_savedsearch USING btree (desk_id);

CREATE INDEX incidents_savedsearch_owner_id_eb4cf78f ON public.incidents_savedsearch USING btree (owner_id);

CREATE INDEX incidents_tag_created_by_id_65660178 ON public.incidents_tag USING btree (created_by_id);

CREATE INDEX incidents_tag_desk_id_56408848 ON public.incidents_tag USING btree (desk_id);

CREATE INDEX incidents_termclaim_term_id_9c81f689 ON public.incidents_termclaim USING btree (term_id);

CREATE INDEX invitation_mail_due ON public.accounts_invitation USING btree (mail_due_at) WHERE (mail_due_at IS NOT NULL);

CREATE UNIQUE INDEX invitation_one_open ON public.accounts_invitation USING btree (lower((email)::text), desk_id) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX judgement_one_current_per_pair ON public.crossref_judgement USING btree (pair_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX lease_one_open_per_incident ON public.review_lease USING btree (incident_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX lease_one_open_per_place ON public.review_lease USING btree (holder_id, place) WHERE (ended_at IS NULL);

CREATE INDEX lease_open_expires ON public.review_lease USING btree (expires_at) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX link_once ON public.crossref_link USING btree (LEAST(from_incident_id, to_incident_id), GREATEST(from_incident_id, to_incident_id), kind) WHERE (ended_at IS NULL);

CREATE INDEX list_file_due ON public.crossref_listfile USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX list_note_row ON public.crossref_listnote USING btree (file_id, number);

CREATE INDEX list_row_key ON public.crossref_listrow USING btree (file_id, key);

CREATE INDEX listed_by_file ON public.crossref_listedincident USING btree (file_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX listed_incident_once ON public.crossref_listedincident USING btree (own_list_id, key) WHERE (ended_at IS NULL);

CREATE INDEX mention_cells ON public.crossref_mention USING btree (cell, first_day);

CREATE INDEX mention_countries ON public.crossref_mention USING btree (country, "time", first_day) WHERE (cell IS NOT NULL);

CREATE UNIQUE INDEX merge_journal_one_open_per_donor ON public.crossref_mergejournal USING btree (donor_id) WHERE (ended_at IS NULL);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX notification_of_a_person ON public.digests_notification USING btree (user_id, at DESC);

CREATE UNIQUE INDEX notification_one_open ON public.digests_notification USING btree (user_id, incident_id, reason) WHERE (done_at IS NULL);

CREATE UNIQUE INDEX notification_one_open_document ON public.digests_notification USING btree (user_id, document_id, reason) WHERE (done_at IS NULL);

CREATE INDEX notification_to_mail ON public.digests_notification USING btree (mail_due_at) WHERE ((mail_due_at IS NOT NULL) AND (read_at IS NULL));

CREATE INDEX notification_unread ON public.digests_notification USING btree (user_id) WHERE (read_at IS NULL);

CREATE INDEX offer_open_likeliest ON public.crossref_offer USING btree (score DESC) WHERE (((answer)::text = 'open'::text) AND (score > (0)::numeric));

CREATE UNIQUE INDEX own_list_once_per_desk ON public.crossref_ownlist USING btree (desk_id, lower((name)::text));

CREATE INDEX pair_search_due ON public.crossref_pairsearch USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX pair_search_stale ON public.crossref_pairsearch USING btree (incident_id) WHERE is_stale;

CREATE INDEX place_names_alike ON public.codebook_place USING gin (search public.gin_trgm_ops);

CREATE INDEX place_position ON public.codebook_place USING btree (latitude, longitude);

CREATE INDEX postponement_of_person ON public.review_postponement USING btree (person_id, incident_id, until);

CREATE INDEX presence_age ON public.review_presence USING btree (at);

CREATE UNIQUE INDEX public_notice_one_open ON public.publication_publicnotice USING btree (incident_id) WHERE (lifted_at IS NULL);

CREATE INDEX public_notice_open ON public.publication_publicnotice USING btree (at, id) WHERE (lifted_at IS NULL);

CREATE INDEX public_thing_changed ON public.publication_publicthing USING btree (kind, changed_at, id);

CREATE INDEX public_thing_order ON public.publication_publicthing USING btree (kind, id);

CREATE INDEX public_thing_payload ON public.publication_publicthing USING gin (payload jsonb_path_ops);

CREATE INDEX publication_acleddeletion_deleted_timestamp_a86d4eca ON public.publication_acleddeletion USING btree (deleted_timestamp);

CREATE INDEX publication_acleddeletion_event_id_cnty_f0852293_like ON public.publication_acleddeletion USING btree (event_id_cnty varchar_pattern_ops);

CREATE INDEX publication_acledrow_event_id_cnty_937bb2b8_like ON public.publication_acledrow USING btree (event_id_cnty varchar_pattern_ops);

CREATE INDEX publication_gedrow_release_id_41394e7a ON public.publication_gedrow USING btree (release_id);

CREATE INDEX publication_publicnotice_by_id_4215c860 ON public.publication_publicnotice USING btree (by_id);

CREATE INDEX publication_publicnotice_incident_id_98c62ad5 ON public.publication_publicnotice USING btree (incident_id);

CREATE INDEX publication_publicnotice_merged_into_id_eee9223d ON public.publication_publicnotice USING btree (merged_into_id);

CREATE INDEX publication_publicthing_told_by_id_f77f830a ON public.publication_publicthing USING btree (told_by_id);

CREATE INDEX publication_publishedrevision_incident_id_2bc27f48 ON public.publication_publishedrevision USING btree (incident_id);

CREATE INDEX publication_publishedrevision_revision_id_ea752e12 ON public.publication_publishedrevision USING btree (revision_id);

CREATE INDEX publication_release_created_by_id_2a6bf4de ON public.publication_release USING btree (created_by_id);

CREATE INDEX publication_releaseitem_incident_id_19c9984a ON public.publication_releaseitem USING btree (incident_id);

CREATE INDEX publication_releaseitem_published_revision_id_03d64929 ON public.publication_releaseitem USING btree (published_revision_id);

CREATE INDEX publication_releaseitem_release_id_79d012c1 ON public.publication_releaseitem USING btree (release_id);

CREATE INDEX published_actors ON public.publication_publishedrevision USING gin (actors) WHERE (valid_to IS NULL);

CREATE INDEX published_country ON public.publication_publishedrevision USING btree (country, date_earliest) WHERE (valid_to IS NULL);

CREATE INDEX published_date ON public.publication_publishedrevision USING btree (date_earliest, id) WHERE (valid_to IS NULL);

CREATE INDEX published_ended ON public.publication_publishedrevision USING btree (valid_to, id);

CREATE INDEX published_marks ON public.publication_publishedrevision USING gin (marks) WHERE (valid_to IS NULL);

CREATE INDEX published_order ON public.publication_publishedrevision USING btree (published_at, id);

CREATE INDEX published_point ON public.publication_publishedrevision USING btree (latitude, longitude) WHERE (valid_to IS NULL);

CREATE UNIQUE INDEX published_revision_one_live ON public.publication_publishedrevision USING btree (incident_id) WHERE (valid_to IS NULL);

CREATE INDEX published_search ON public.publication_publishedrevision USING gin (search) WHERE (valid_to IS NULL);

CREATE INDEX published_uid ON public.publication_publishedrevision USING btree (uid, valid_from);

CREATE INDEX record_import_due ON public.crossref_recordimport USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX review_batch_by_id_9c34bd8d ON public.review_batch USING btree (by_id);

CREATE INDEX review_batchrow_batch_id_0998559f ON public.review_batchrow USING btree (batch_id);

CREATE INDEX review_batchrow_incident_id_d1e59f74 ON public.review_batchrow USING btree (incident_id);

CREATE INDEX review_comment_by_id_5c344b94 ON public.review_comment USING btree (by_id);

CREATE INDEX review_comment_incident_id_a81986f3 ON public.review_comment USING btree (incident_id);

CREATE INDEX review_comment_resolved_by_id_d2d12ff4 ON public.review_comment USING btree (resolved_by_id);

CREATE INDEX review_commentmention_comment_id_e1dd05fc ON public.review_commentmention USING btree (comment_id);

CREATE INDEX review_commentmention_user_id_a703d662 ON public.review_commentmention USING btree (user_id);

CREATE INDEX review_lease_ended_by_id_bf9361bf ON public.review_lease USING btree (ended_by_id);

CREATE INDEX review_lease_holder_id_02ef724f ON public.review_lease USING btree (holder_id);

CREATE INDEX review_lease_incident_id_9f98d487 ON public.review_lease USING btree (incident_id);

CREATE INDEX review_move_by_id_0de2b24f ON public.review_move USING btree (by_id);

CREATE INDEX review_move_incident_id_8e9d25ee ON public.review_move USING btree (incident_id);

CREATE INDEX review_postponement_incident_id_020a65c4 ON public.review_postponement USING btree (incident_id);

CREATE INDEX review_postponement_person_id_68fe9419 ON public.review_postponement USING btree (person_id);

CREATE INDEX review_presence_incident_id_7bb31d71 ON public.review_presence USING btree (incident_id);

CREATE INDEX review_presence_user_id_ded83570 ON public.review_presence USING btree (user_id);

CREATE INDEX review_wait_incident_id_45a7521b ON public.review_wait USING btree (incident_id);

CREATE UNIQUE INDEX saved_search_once_per_owner ON public.incidents_savedsearch USING btree (owner_id, lower((name)::text));

CREATE UNIQUE INDEX source_merge_one_open ON public.sources_sourcemerge USING btree (donor_id) WHERE (undone_at IS NULL);

CREATE UNIQUE INDEX source_name_unique ON public.sources_source USING btree (lower((name)::text));

CREATE INDEX sources_agencyname_agency_id_674bbf13 ON public.sources_agencyname USING btree (agency_id);

CREATE INDEX sources_archivedcopy_by_id_a5972751 ON public.sources_archivedcopy USING btree (by_id);

CREATE INDEX sources_archivedcopy_document_id_b99de001 ON public.sources_archivedcopy USING btree (document_id);

CREATE INDEX sources_document_canonical_url_7e560686_like ON public.sources_document USING btree (canonical_url varchar_pattern_ops);

CREATE INDEX sources_document_created_by_id_5589a2c8 ON public.sources_document USING btree (created_by_id);

CREATE INDEX sources_document_source_id_27404748 ON public.sources_document USING btree (source_id);

CREATE INDEX sources_document_submission_3efd2032_like ON public.sources_document USING btree (submission varchar_pattern_ops);

CREATE INDEX sources_documentdesk_added_by_id_da19e42c ON public.sources_documentdesk USING btree (added_by_id);

CREATE INDEX sources_documentdesk_desk_id_9b07b85a ON public.sources_documentdesk USING btree (desk_id);

CREATE INDEX sources_documentdesk_document_id_a45cafde ON public.sources_documentdesk USING btree (document_id);

CREATE INDEX sources_feed_address_b4aae0cf_like ON public.sources_feed USING btree (address varchar_pattern_ops);

CREATE INDEX sources_feed_created_by_id_04d7be7e ON public.sources_feed USING btree (created_by_id);

CREATE INDEX sources_feed_source_id_60a01960 ON public.sources_feed USING btree (source_id);

CREATE INDEX sources_feeddesk_added_by_id_72614d15 ON public.sources_feeddesk USING btree (added_by_id);

CREATE INDEX sources_feeddesk_desk_id_66a2dd40 ON public.sources_feeddesk USING btree (desk_id);

CREATE INDEX sources_feeddesk_feed_id_4f6dc601 ON public.sources_feeddesk USING btree (feed_id);

CREATE INDEX sources_feeditem_feed_id_36f031cb ON public.sources_feeditem USING btree (feed_id);

CREATE INDEX sources_fixity_checked_at_82e0e468 ON public.sources_fixity USING btree (checked_at);

CREATE INDEX sources_fixity_sha256_a83b85af_like ON public.sources_fixity USING btree (sha256 varchar_pattern_ops);

CREATE INDEX sources_host_name_0b66a81f_like ON public.sources_host USING btree (name varchar_pattern_ops);

CREATE INDEX sources_keywordrule_changed_by_id_02516510 ON public.sources_keywordrule USING btree (changed_by_id);

CREATE INDEX sources_keywordrule_desk_id_4228dfaa ON public.sources_keywordrule USING btree (desk_id);

CREATE INDEX sources_keywordrule_feed_id_6e5e73f4 ON public.sources_keywordrule USING btree (feed_id);

CREATE INDEX sources_snapshot_collected_by_id_0cceb116 ON public.sources_snapshot USING btree (collected_by_id);

CREATE INDEX sources_snapshot_document_id_8c68e306 ON public.sources_snapshot USING btree (document_id);

CREATE INDEX sources_snapshot_sha256_2c180ed1 ON public.sources_snapshot USING btree (sha256);

CREATE INDEX sources_snapshot_sha256_2c180ed1_like ON public.sources_snapshot USING btree (sha256 varchar_pattern_ops);

CREATE INDEX sources_source_agency_id_2f276bd8 ON public.sources_source USING btree (agency_id);

CREATE INDEX sources_source_country_id_1e052195 ON public.sources_source USING btree (country_id);

CREATE INDEX sources_source_country_id_1e052195_like ON public.sources_source USING btree (country_id varchar_pattern_ops);

CREATE INDEX sources_source_created_by_id_e7095b0e ON public.sources_source USING btree (created_by_id);

CREATE INDEX sources_source_merged_into_id_4696868e ON public.sources_source USING btree (merged_into_id);

CREATE INDEX sources_source_slug_d8e9fe8c_like ON public.sources_source USING btree (slug varchar_pattern_ops);

CREATE INDEX sources_sourcedomain_domain_e5896662_like ON public.sources_sourcedomain USING btree (domain varchar_pattern_ops);

CREATE INDEX sources_sourcedomain_source_id_3d4dcaf3 ON public.sources_sourcedomain USING btree (source_id);

CREATE INDEX sources_sourcemerge_by_id_b9473abd ON public.sources_sourcemerge USING btree (by_id);

CREATE INDEX sources_sourcemerge_donor_id_a1596618 ON public.sources_sourcemerge USING btree (donor_id);

CREATE INDEX sources_sourcemerge_survivor_id_70e75946 ON public.sources_sourcemerge USING btree (survivor_id);

CREATE INDEX sources_sourcemerge_undone_by_id_ccb50a43 ON public.sources_sourcemerge USING btree (undone_by_id);

CREATE INDEX sources_sourcereliability_by_id_1258cd85 ON public.sources_sourcereliability USING btree (by_id);

CREATE INDEX sources_sourcereliability_source_id_ea5f1df7 ON public.sources_sourcereliability USING btree (source_id);

CREATE INDEX sources_textprint_document_id_4a14cb4a ON public.sources_textprint USING btree (document_id);

CREATE INDEX sources_tie_by_id_9afd0043 ON public.sources_tie USING btree (by_id);

CREATE INDEX sources_tie_left_id_c43a95ef ON public.sources_tie USING btree (left_id);

CREATE INDEX sources_tie_right_id_a29f5af8 ON public.sources_tie USING btree (right_id);

CREATE INDEX sources_triageitem_decided_by_id_f44c76a1 ON public.sources_triageitem USING btree (decided_by_id);

CREATE INDEX sources_triageitem_desk_id_187bb093 ON public.sources_triageitem USING btree (desk_id);

CREATE INDEX sources_triageitem_document_id_3c29f298 ON public.sources_triageitem USING btree (document_id);

CREATE INDEX sources_triageitem_item_id_9fe89a7e ON public.sources_triageitem USING btree (item_id);

CREATE INDEX sources_triageitem_step_id_d12832cd ON public.sources_triageitem USING btree (step_id);

CREATE INDEX sources_triagestep_by_id_2bd4294d ON public.sources_triagestep USING btree (by_id);

CREATE INDEX sources_visit_by_id_3c6d4c37 ON public.sources_visit USING btree (by_id);

CREATE INDEX sources_visit_document_id_3d472112 ON public.sources_visit USING btree (document_id);

CREATE INDEX sources_visit_snapshot_id_305935b9 ON public.sources_visit USING btree (snapshot_id);

CREATE INDEX sources_watch_current_id_f5da0659 ON public.sources_watch USING btree (current_id);

CREATE INDEX subscription_due ON public.digests_subscription USING btree (next_send_at) WHERE (NOT ((cadence)::text = 'off'::text));

CREATE UNIQUE INDEX tag_once_per_desk ON public.incidents_tag USING btree (desk_id, lower((name)::text));

CREATE INDEX text_print_due ON public.sources_textprint USING btree (id) WHERE (computed_at IS NULL);

CREATE INDEX text_print_runs ON public.sources_textprint USING gin (runs) WITH (fastupdate=off);

CREATE UNIQUE INDEX tie_copy_once ON public.sources_tie USING btree (left_id, right_id) WHERE ((kind)::text = 'copy'::text);

CREATE UNIQUE INDEX tie_one_credit ON public.sources_tie USING btree (left_id) WHERE ((kind)::text = 'credit'::text);

CREATE INDEX triage_items_by_decision ON public.sources_triageitem USING btree (desk_id, decision, id DESC);

CREATE INDEX triage_items_waiting ON public.sources_triageitem USING btree (desk_id, id DESC) WHERE (((decision)::text = ''::text) AND ((hidden)::text = ''::text));

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE UNIQUE INDEX user_email_unique ON public.accounts_user USING btree (lower(NULLIF((email)::text, ''::text)));

CREATE UNIQUE INDEX user_service_name_unique ON public.accounts_user USING btree (lower((name)::text)) WHERE (is_active AND is_service);

CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);

CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);

CREATE UNIQUE INDEX wait_one_open_per_incident ON public.review_wait USING btree (incident_id) WHERE (ended_at IS NULL);

CREATE INDEX watch_due_to_anchor ON public.sources_watch USING btree (anchor_due_at) WHERE (anchor_due_at IS NOT NULL);

CREATE TRIGGER crossref_beside AFTER INSERT OR DELETE ON public.incidents_incidentdocument FOR EACH ROW EXECUTE FUNCTION public.crossref_mark_beside();

CREATE TRIGGER crossref_changed AFTER UPDATE ON public.incidents_incident FOR EACH ROW WHEN ((old.version <> new.version)) EXECUTE FUNCTION public.crossref_mark_changed();

CREATE TRIGGER crossref_copied AFTER INSERT ON public.sources_tie FOR EACH ROW WHEN (((new.kind)::text = 'copy'::text)) EXECUTE FUNCTION public.crossref_mark_copied();

CREATE TRIGGER crossref_new AFTER INSERT ON public.incidents_incident REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION public.crossref_mark_new();

CREATE TRIGGER pgtrigger_by_a_third_3ec62 BEFORE INSERT ON public.coding_verdict FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_by_a_third_3ec62();

COMMENT ON TRIGGER pgtrigger_by_a_third_3ec62 ON public.coding_verdict IS '04cac09cb2d5f58e818fed82d36604b6c426c4b9';

CREATE TRIGGER pgtrigger_by_another_3cb90 BEFORE INSERT ON public.coding_coding FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_by_another_3cb90();

COMMENT ON TRIGGER pgtrigger_by_another_3cb90 ON public.coding_coding IS 'dcf7f75b3b18890294ef9d7911985712ea87289d';

CREATE TRIGGER pgtrigger_final_once_submitted_633f1 BEFORE UPDATE ON public.coding_coding FOR EACH ROW WHEN ((old.submitted_at IS NOT NULL)) EXECUTE FUNCTION public.pgtrigger_final_once_submitted_633f1();

COMMENT ON TRIGGER pgtrigger_final_once_submitted_633f1 ON public.coding_coding IS '8586da4d3f44501dbbd698ba68b95f89374edf4e';

CREATE TRIGGER pgtrigger_final_once_submitted_aee94 BEFORE UPDATE ON public.coding_attempt FOR EACH ROW WHEN ((old.submitted_at IS NOT NULL)) EXECUTE FUNCTION public.pgtrigger_final_once_submitted_aee94();

COMMENT ON TRIGGER pgtrigger_final_once_submitted_aee94 ON public.coding_attempt IS '12b88d6717b9f3ca4e3b8e3b00697ea08a56f3f8';

CREATE TRIGGER pgtrigger_items_come_with_release_3809c BEFORE INSERT ON public.publication_releaseitem FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_items_come_with_release_3809c();

COMMENT ON TRIGGER pgtrigger_items_come_with_release_3809c ON public.publication_releaseitem IS '483f3ae7f00b4ca397af6b1c50d396c6a5258309';

CREATE TRIGGER pgtrigger_kind_fits_04d69 BEFORE INSERT ON public.incidents_attributionclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_kind_fits_04d69();

COMMENT ON TRIGGER pgtrigger_kind_fits_04d69 ON public.incidents_attributionclaim IS '7698e28207e903e03f18f0f1085bdd6b19ff8914';

CREATE TRIGGER pgtrigger_kind_fits_20949 BEFORE INSERT ON public.incidents_placeclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_kind_fits_20949();

COMMENT ON TRIGGER pgtrigger_kind_fits_20949 ON public.incidents_placeclaim IS '71851eb9f482897e0a5f555bd2be3eaf0ff4e5bd';

CREATE TRIGGER pgtrigger_kind_fits_9ab8c BEFORE INSERT ON public.incidents_dateclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_kind_fits_9ab8c();

COMMENT ON TRIGGER pgtrigger_kind_fits_9ab8c ON public.incidents_dateclaim IS 'cb2f1f2efc76aaac6f5602b30b71f5606655b2b9';

CREATE TRIGGER pgtrigger_kind_fits_c6026 BEFORE INSERT ON public.incidents_casualtyclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_kind_fits_c6026();

COMMENT ON TRIGGER pgtrigger_kind_fits_c6026 ON public.incidents_casualtyclaim IS 'd6ce921a54a8a65fb0d3af5cba680087b1c650ad';

CREATE TRIGGER pgtrigger_kind_fits_db93f BEFORE INSERT ON public.incidents_termclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_kind_fits_db93f();

COMMENT ON TRIGGER pgtrigger_kind_fits_db93f ON public.incidents_termclaim IS '4f9eb5b6871fd9016f64a4cada1e3ab10a3f1c3e';

CREATE TRIGGER pgtrigger_never_changed_14a3a BEFORE UPDATE ON public.sources_sourcemerge FOR EACH ROW WHEN (((old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.documents IS DISTINCT FROM new.documents) OR (old.domains IS DISTINCT FROM new.domains) OR (old.donor_id IS DISTINCT FROM new.donor_id) OR (old.feeds IS DISTINCT FROM new.feeds) OR (old.id IS DISTINCT FROM new.id) OR (old.marked IS DISTINCT FROM new.marked) OR (old.marked_feeds IS DISTINCT FROM new.marked_feeds) OR (old.reason IS DISTINCT FROM new.reason) OR (old.survivor_id IS DISTINCT FROM new.survivor_id))) EXECUTE FUNCTION public.pgtrigger_never_changed_14a3a();

COMMENT ON TRIGGER pgtrigger_never_changed_14a3a ON public.sources_sourcemerge IS '7eed70f48cb3226b4787bcf8069e1b85b1a7db28';

CREATE TRIGGER pgtrigger_never_changed_17da3 BEFORE UPDATE ON public.sources_visit FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_17da3();

COMMENT ON TRIGGER pgtrigger_never_changed_17da3 ON public.sources_visit IS '47f7091fcb3fa92b67d8d7062021f1deedf99f9c';

CREATE TRIGGER pgtrigger_never_changed_180a4 BEFORE UPDATE ON public.publication_publishedrevision FOR EACH ROW WHEN ((((old.acled_id)::text IS DISTINCT FROM (new.acled_id)::text) OR (old.actors IS DISTINCT FROM new.actors) OR ((old.country)::text IS DISTINCT FROM (new.country)::text) OR (old.date_earliest IS DISTINCT FROM new.date_earliest) OR (old.date_latest IS DISTINCT FROM new.date_latest) OR ((old.event_type)::text IS DISTINCT FROM (new.event_type)::text) OR ((old.grade)::text IS DISTINCT FROM (new.grade)::text) OR (old.id IS DISTINCT FROM new.id) OR (old.incident_id IS DISTINCT FROM new.incident_id) OR (old.killed_best IS DISTINCT FROM new.killed_best) OR (old.killed_high IS DISTINCT FROM new.killed_high) OR (old.killed_low IS DISTINCT FROM new.killed_low) OR (old.latitude IS DISTINCT FROM new.latitude) OR (old.longitude IS DISTINCT FROM new.longitude) OR (old.marks IS DISTINCT FROM new.marks) OR (old.payload IS DISTINCT FROM new.payload) OR (old.published_at IS DISTINCT FROM new.published_at) OR (old.revision_id IS DISTINCT FROM new.revision_id) OR (old.search IS DISTINCT FROM new.search) OR ((old.sha256)::text IS DISTINCT FROM (new.sha256)::text) OR ((old.sub_event_type)::text IS DISTINCT FROM (new.sub_event_type)::text) OR ((old.uid)::text IS DISTINCT FROM (new.uid)::text) OR (old.valid_from IS DISTINCT FROM new.valid_from) OR (old.version IS DISTINCT FROM new.version))) EXECUTE FUNCTION public.pgtrigger_never_changed_180a4();

COMMENT ON TRIGGER pgtrigger_never_changed_180a4 ON public.publication_publishedrevision IS 'def841f7b1b9de0574ed3dea58e5289bcfae908c';

CREATE TRIGGER pgtrigger_never_changed_1ad81 BEFORE UPDATE ON public.sources_snapshot FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_1ad81();

COMMENT ON TRIGGER pgtrigger_never_changed_1ad81 ON public.sources_snapshot IS '5b47721a09ecf174dda97753988b3d149d33b9b5';

CREATE TRIGGER pgtrigger_never_changed_3001b BEFORE UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_3001b();

COMMENT ON TRIGGER pgtrigger_never_changed_3001b ON public.audit_entry IS '97d53dfc78b0ec240e7382ee457a2b4c8f021a79';

CREATE TRIGGER pgtrigger_never_changed_4d029 BEFORE UPDATE ON public.crossref_externalchange FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_4d029();

COMMENT ON TRIGGER pgtrigger_never_changed_4d029 ON public.crossref_externalchange IS '8f48a4c9e930b703c6a188e08c44d295d042d910';

CREATE TRIGGER pgtrigger_never_changed_4e442 BEFORE UPDATE ON public.coding_draw FOR EACH ROW WHEN (((old.at IS DISTINCT FROM new.at) OR (old.desk_id IS DISTINCT FROM new.desk_id) OR (old.id IS DISTINCT FROM new.id) OR (old.incident_id IS DISTINCT FROM new.incident_id) OR (old.is_drawn IS DISTINCT FROM new.is_drawn) OR (old.lot IS DISTINCT FROM new.lot) OR (old.share IS DISTINCT FROM new.share))) EXECUTE FUNCTION public.pgtrigger_never_changed_4e442();

COMMENT ON TRIGGER pgtrigger_never_changed_4e442 ON public.coding_draw IS '0ba135a325d9b2efe99cd706ea0c691096604526';

CREATE TRIGGER pgtrigger_never_changed_4eeac BEFORE UPDATE ON public.incidents_casualtyclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_4eeac();

COMMENT ON TRIGGER pgtrigger_never_changed_4eeac ON public.incidents_casualtyclaim IS 'f45845139c3bfe3d803f915001e87faeb1d17d26';

CREATE TRIGGER pgtrigger_never_changed_52459 BEFORE UPDATE ON public.codebook_term FOR EACH ROW WHEN ((((old.code)::text IS DISTINCT FROM (new.code)::text) OR (old.id IS DISTINCT FROM new.id) OR (old.since_id IS DISTINCT FROM new.since_id) OR ((old.vocabulary_id)::text IS DISTINCT FROM (new.vocabulary_id)::text))) EXECUTE FUNCTION public.pgtrigger_never_changed_52459();

COMMENT ON TRIGGER pgtrigger_never_changed_52459 ON public.codebook_term IS '2341f082e948c7ec612493ec0510bbe7edd50b76';

CREATE TRIGGER pgtrigger_never_changed_5abc6 BEFORE UPDATE ON public.publication_releaseitem FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_5abc6();

COMMENT ON TRIGGER pgtrigger_never_changed_5abc6 ON public.publication_releaseitem IS '5d85ff7812ba748fa34fa4461f3306720064f455';

CREATE TRIGGER pgtrigger_never_changed_72b8c BEFORE UPDATE ON public.publication_release FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_72b8c();

COMMENT ON TRIGGER pgtrigger_never_changed_72b8c ON public.publication_release IS '957c546c6cab2911ce2a40f66f89a2fb97e9b295';

CREATE TRIGGER pgtrigger_never_changed_77458 BEFORE UPDATE ON public.sources_archivedcopy FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_77458();

COMMENT ON TRIGGER pgtrigger_never_changed_77458 ON public.sources_archivedcopy IS 'f1ca43cfd104a8fa5a7db440518bca56c0c73789';

CREATE TRIGGER pgtrigger_never_changed_7914e BEFORE UPDATE ON public.sources_sourcereliability FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_7914e();

COMMENT ON TRIGGER pgtrigger_never_changed_7914e ON public.sources_sourcereliability IS '10c9452bc123c0f88dc44ccf756468194d3cdf54';

CREATE TRIGGER pgtrigger_never_changed_7abbb BEFORE UPDATE ON public.incidents_placeclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_7abbb();

COMMENT ON TRIGGER pgtrigger_never_changed_7abbb ON public.incidents_placeclaim IS 'b1abb70ff37a338cc6ef89d2b28acc0f03f4ed15';

CREATE TRIGGER pgtrigger_never_changed_8ab1b BEFORE UPDATE ON public.crossref_link FOR EACH ROW WHEN (((old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.from_incident_id IS DISTINCT FROM new.from_incident_id) OR (old.id IS DISTINCT FROM new.id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR (old.note IS DISTINCT FROM new.note) OR (old.to_incident_id IS DISTINCT FROM new.to_incident_id))) EXECUTE FUNCTION public.pgtrigger_never_changed_8ab1b();

COMMENT ON TRIGGER pgtrigger_never_changed_8ab1b ON public.crossref_link IS '6646972a97d293114968b16f302e51b02527d913';

CREATE TRIGGER pgtrigger_never_changed_8ecd8 BEFORE UPDATE ON public.publication_gedrow FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_8ecd8();

COMMENT ON TRIGGER pgtrigger_never_changed_8ecd8 ON public.publication_gedrow IS 'ac57bb2321166ee87fccf65bc9e4621da1afa3e1';

CREATE TRIGGER pgtrigger_never_changed_928fb BEFORE UPDATE ON public.audit_seal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_928fb();

COMMENT ON TRIGGER pgtrigger_never_changed_928fb ON public.audit_seal IS '4dc4bc41cd6f6d2c9292a7e339b36f7bddcc191c';

CREATE TRIGGER pgtrigger_never_changed_99d77 BEFORE UPDATE ON public.incidents_attributionclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_99d77();

COMMENT ON TRIGGER pgtrigger_never_changed_99d77 ON public.incidents_attributionclaim IS 'd8158d20ed6f34e3fd3d292ddd0d616f55b50697';

CREATE TRIGGER pgtrigger_never_changed_9ff9b BEFORE UPDATE ON public.crossref_judgement FOR EACH ROW WHEN (((old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.facts IS DISTINCT FROM new.facts) OR (old.id IS DISTINCT FROM new.id) OR (old.left_version IS DISTINCT FROM new.left_version) OR (old.note IS DISTINCT FROM new.note) OR (old.pair_id IS DISTINCT FROM new.pair_id) OR (old.right_version IS DISTINCT FROM new.right_version) OR ((old.verdict)::text IS DISTINCT FROM (new.verdict)::text))) EXECUTE FUNCTION public.pgtrigger_never_changed_9ff9b();

COMMENT ON TRIGGER pgtrigger_never_changed_9ff9b ON public.crossref_judgement IS '4c2e3a59267d102126f5d4cd1aa5241f2225d8a2';

CREATE TRIGGER pgtrigger_never_changed_a2e01 BEFORE UPDATE ON public.incidents_citationcheck FOR EACH ROW WHEN (((old.after IS DISTINCT FROM new.after) OR (old.before IS DISTINCT FROM new.before) OR (old.citation_id IS DISTINCT FROM new.citation_id) OR (old."end" IS DISTINCT FROM new."end") OR ((old.fate)::text IS DISTINCT FROM (new.fate)::text) OR (old.found_at IS DISTINCT FROM new.found_at) OR (old.id IS DISTINCT FROM new.id) OR (old.score IS DISTINCT FROM new.score) OR (old.snapshot_id IS DISTINCT FROM new.snapshot_id) OR (old.start IS DISTINCT FROM new.start))) EXECUTE FUNCTION public.pgtrigger_never_changed_a2e01();

COMMENT ON TRIGGER pgtrigger_never_changed_a2e01 ON public.incidents_citationcheck IS '33297e69f7314b79408be40a745967316847aacf';

CREATE TRIGGER pgtrigger_never_changed_a5925 BEFORE UPDATE ON public.sources_timestamp FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_a5925();

COMMENT ON TRIGGER pgtrigger_never_changed_a5925 ON public.sources_timestamp IS '27139d8f8cd4356f1af54d0de440ab6f9ccf4223';

CREATE TRIGGER pgtrigger_never_changed_aec41 BEFORE UPDATE ON public.coding_verdict FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_aec41();

COMMENT ON TRIGGER pgtrigger_never_changed_aec41 ON public.coding_verdict IS '7d57116571c5e8e305d7d36ae267e972aedf2527';

CREATE TRIGGER pgtrigger_never_changed_b051a BEFORE UPDATE ON public.incidents_assessment FOR EACH ROW WHEN (((old.best IS DISTINCT FROM new.best) OR ((old.category)::text IS DISTINCT FROM (new.category)::text) OR (old.high IS DISTINCT FROM new.high) OR (old.id IS DISTINCT FROM new.id) OR (old.low IS DISTINCT FROM new.low) OR ((old.outcome)::text IS DISTINCT FROM (new.outcome)::text) OR (old.reason IS DISTINCT FROM new.reason) OR ((old.rule)::text IS DISTINCT FROM (new.rule)::text))) EXECUTE FUNCTION public.pgtrigger_never_changed_b051a();

COMMENT ON TRIGGER pgtrigger_never_changed_b051a ON public.incidents_assessment IS 'e662a18f5d5dc6b3b3b80f4d84fc8ca8fb8c5f89';

CREATE TRIGGER pgtrigger_never_changed_b7368 BEFORE UPDATE ON public.incidents_claim FOR EACH ROW WHEN ((((old.as_reported)::text IS DISTINCT FROM (new.as_reported)::text) OR (old.citation_id IS DISTINCT FROM new.citation_id) OR (old.created_at IS DISTINCT FROM new.created_at) OR (old.created_by_id IS DISTINCT FROM new.created_by_id) OR (old.id IS DISTINCT FROM new.id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR (old.part_of_id IS DISTINCT FROM new.part_of_id) OR (old.supersedes_id IS DISTINCT FROM new.supersedes_id))) EXECUTE FUNCTION public.pgtrigger_never_changed_b7368();

COMMENT ON TRIGGER pgtrigger_never_changed_b7368 ON public.incidents_claim IS '17b4a81a572024a67b974450ae0f7d2362557bbf';

CREATE TRIGGER pgtrigger_never_changed_b8ec4 BEFORE UPDATE ON public.review_comment FOR EACH ROW WHEN (((old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR ((old.field)::text IS DISTINCT FROM (new.field)::text) OR (old.id IS DISTINCT FROM new.id) OR (old.incident_id IS DISTINCT FROM new.incident_id) OR (old.text IS DISTINCT FROM new.text))) EXECUTE FUNCTION public.pgtrigger_never_changed_b8ec4();

COMMENT ON TRIGGER pgtrigger_never_changed_b8ec4 ON public.review_comment IS '7a0ffdc917d67fd09ed64a209594faf73063cc14';

CREATE TRIGGER pgtrigger_never_changed_bab33 BEFORE UPDATE ON public.coding_coding FOR EACH ROW WHEN (((old.coder_id IS DISTINCT FROM new.coder_id) OR (old.draw_id IS DISTINCT FROM new.draw_id) OR (old.id IS DISTINCT FROM new.id) OR (old.taken_at IS DISTINCT FROM new.taken_at))) EXECUTE FUNCTION public.pgtrigger_never_changed_bab33();

COMMENT ON TRIGGER pgtrigger_never_changed_bab33 ON public.coding_coding IS 'af692d7876ca3f92b6ac9f1f4f7b9dac3baeaa46';

CREATE TRIGGER pgtrigger_never_changed_bfb6e BEFORE UPDATE ON public.coding_attempt FOR EACH ROW WHEN (((old.begun_at IS DISTINCT FROM new.begun_at) OR (old.coder_id IS DISTINCT FROM new.coder_id) OR (old.id IS DISTINCT FROM new.id) OR (old.task_id IS DISTINCT FROM new.task_id))) EXECUTE FUNCTION public.pgtrigger_never_changed_bfb6e();

COMMENT ON TRIGGER pgtrigger_never_changed_bfb6e ON public.coding_attempt IS '8fd6596317da58c6a8aef83b2b9499f8aae7377b';

CREATE TRIGGER pgtrigger_never_changed_cae74 BEFORE UPDATE ON public.incidents_termclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_cae74();

COMMENT ON TRIGGER pgtrigger_never_changed_cae74 ON public.incidents_termclaim IS '8b1583d3462c46a805c5224fdb9ca6c0aa1ba7e2';

CREATE TRIGGER pgtrigger_never_changed_cfcc6 BEFORE UPDATE ON public.incidents_revision FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_cfcc6();

COMMENT ON TRIGGER pgtrigger_never_changed_cfcc6 ON public.incidents_revision IS '348980c430d63eb41bfaea0065c8509db60ce9b6';

CREATE TRIGGER pgtrigger_never_changed_d0b46 BEFORE UPDATE ON public.incidents_dateclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_d0b46();

COMMENT ON TRIGGER pgtrigger_never_changed_d0b46 ON public.incidents_dateclaim IS '91fddb28f0113d57efe0e94eb481fe21f7e99238';

CREATE TRIGGER pgtrigger_never_changed_d1bf6 BEFORE UPDATE ON public.sources_tie FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_d1bf6();

COMMENT ON TRIGGER pgtrigger_never_changed_d1bf6 ON public.sources_tie IS '50976bd0f7b85f2f9771eec5b067c7cc54929e8e';

CREATE TRIGGER pgtrigger_never_changed_e9956 BEFORE UPDATE ON public.publication_publicnotice FOR EACH ROW WHEN (((old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.id IS DISTINCT FROM new.id) OR (old.incident_id IS DISTINCT FROM new.incident_id) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR (old.merged_into_id IS DISTINCT FROM new.merged_into_id) OR (old.note IS DISTINCT FROM new.note))) EXECUTE FUNCTION public.pgtrigger_never_changed_e9956();

COMMENT ON TRIGGER pgtrigger_never_changed_e9956 ON public.publication_publicnotice IS 'cc152b76d2dd0ee31e4c00b6e831b63171ec335f';

CREATE TRIGGER pgtrigger_never_changed_f02d4 BEFORE UPDATE ON public.crossref_mergejournal FOR EACH ROW WHEN (((old.after IS DISTINCT FROM new.after) OR (old.at IS DISTINCT FROM new.at) OR (old.by_id IS DISTINCT FROM new.by_id) OR (old.choices IS DISTINCT FROM new.choices) OR (old.citations IS DISTINCT FROM new.citations) OR (old.claims IS DISTINCT FROM new.claims) OR (old.documents IS DISTINCT FROM new.documents) OR (old.donor_id IS DISTINCT FROM new.donor_id) OR ((old.donor_sha256)::text IS DISTINCT FROM (new.donor_sha256)::text) OR (old.id IS DISTINCT FROM new.id) OR (old.note IS DISTINCT FROM new.note) OR (old.survivor_id IS DISTINCT FROM new.survivor_id) OR ((old.survivor_sha256)::text IS DISTINCT FROM (new.survivor_sha256)::text) OR (old.survivor_version IS DISTINCT FROM new.survivor_version) OR (old.tags IS DISTINCT FROM new.tags))) EXECUTE FUNCTION public.pgtrigger_never_changed_f02d4();

COMMENT ON TRIGGER pgtrigger_never_changed_f02d4 ON public.crossref_mergejournal IS 'd6c76f5cc5f0fd0181c141f389418409c127ed6b';

CREATE TRIGGER pgtrigger_never_changed_f3844 BEFORE UPDATE ON public.review_move FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_changed_f3844();

COMMENT ON TRIGGER pgtrigger_never_changed_f3844 ON public.review_move IS '3f3a307a3aca6b58d259ed2a6039900616d35b28';

CREATE TRIGGER pgtrigger_never_changed_f3d2a BEFORE UPDATE ON public.incidents_citation FOR EACH ROW WHEN (((old.created_at IS DISTINCT FROM new.created_at) OR (old.created_by_id IS DISTINCT FROM new.created_by_id) OR (old."end" IS DISTINCT FROM new."end") OR (old.exact IS DISTINCT FROM new.exact) OR (old.id IS DISTINCT FROM new.id) OR (old.prefix IS DISTINCT FROM new.prefix) OR (old.snapshot_id IS DISTINCT FROM new.snapshot_id) OR (old.start IS DISTINCT FROM new.start) OR (old.suffix IS DISTINCT FROM new.suffix))) EXECUTE FUNCTION public.pgtrigger_never_changed_f3d2a();

COMMENT ON TRIGGER pgtrigger_never_changed_f3d2a ON public.incidents_citation IS '9b5ffc056312519d3b7f448018a42e1de6e8e69a';

CREATE TRIGGER pgtrigger_never_deleted_03d14 BEFORE DELETE ON public.codebook_term FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_03d14();

COMMENT ON TRIGGER pgtrigger_never_deleted_03d14 ON public.codebook_term IS '468e7eea42a7a0c86bd4cfa5fcb79307d4c50625';

CREATE TRIGGER pgtrigger_never_deleted_081a3 BEFORE DELETE ON public.crossref_judgement FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_081a3();

COMMENT ON TRIGGER pgtrigger_never_deleted_081a3 ON public.crossref_judgement IS '31747d58d14ce5256efd68dba0a4a324b020173c';

CREATE TRIGGER pgtrigger_never_deleted_0f31d BEFORE DELETE ON public.publication_gedrow FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_0f31d();

COMMENT ON TRIGGER pgtrigger_never_deleted_0f31d ON public.publication_gedrow IS 'd5ad0e6a422d49bda4050ea9aaa348d00a81670b';

CREATE TRIGGER pgtrigger_never_deleted_15535 BEFORE DELETE ON public.coding_draw FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_15535();

COMMENT ON TRIGGER pgtrigger_never_deleted_15535 ON public.coding_draw IS '8dd4c14177195e00fb5473a1580e5836a722c658';

CREATE TRIGGER pgtrigger_never_deleted_1d9aa BEFORE DELETE ON public.audit_seal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_1d9aa();

COMMENT ON TRIGGER pgtrigger_never_deleted_1d9aa ON public.audit_seal IS '9e11f1a98e7c594cfb670061a30eab51f12ed1bc';

CREATE TRIGGER pgtrigger_never_deleted_2f983 BEFORE DELETE ON public.sources_timestamp FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_2f983();

COMMENT ON TRIGGER pgtrigger_never_deleted_2f983 ON public.sources_timestamp IS 'a6b310ba1a3b964f32a00ccb756b8bed0439529d';

CREATE TRIGGER pgtrigger_never_deleted_3abda BEFORE DELETE ON public.coding_verdict FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_3abda();

COMMENT ON TRIGGER pgtrigger_never_deleted_3abda ON public.coding_verdict IS '700cf6a9999be12cce9f4da18d67cd4d83ea97d3';

CREATE TRIGGER pgtrigger_never_deleted_3fb94 BEFORE DELETE ON public.incidents_attributionclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_3fb94();

COMMENT ON TRIGGER pgtrigger_never_deleted_3fb94 ON public.incidents_attributionclaim IS 'a8ae532a264b05c0dd26420e750648db30c901e1';

CREATE TRIGGER pgtrigger_never_deleted_46e75 BEFORE DELETE ON public.review_move FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_46e75();

COMMENT ON TRIGGER pgtrigger_never_deleted_46e75 ON public.review_move IS '6558205b1f13094efc0c8d0606ec26a8a09fd0fe';

CREATE TRIGGER pgtrigger_never_deleted_48535 BEFORE DELETE ON public.sources_visit FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_48535();

COMMENT ON TRIGGER pgtrigger_never_deleted_48535 ON public.sources_visit IS '9dff5b7595a89e69ba34ae7cf97876ab428bf8bb';

CREATE TRIGGER pgtrigger_never_deleted_4be6b BEFORE DELETE ON public.review_comment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_4be6b();

COMMENT ON TRIGGER pgtrigger_never_deleted_4be6b ON public.review_comment IS 'd30b3ae21c2ac1a898de7d9ee08a6a0b21395ac9';

CREATE TRIGGER pgtrigger_never_deleted_50bff BEFORE DELETE ON public.publication_publishedrevision FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_50bff();

COMMENT ON TRIGGER pgtrigger_never_deleted_50bff ON public.publication_publishedrevision IS 'e9ee21b95eb2438c2a5c28eb7c40eda61f3d4ce4';

CREATE TRIGGER pgtrigger_never_deleted_53046 BEFORE DELETE ON public.sources_sourcereliability FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_53046();

COMMENT ON TRIGGER pgtrigger_never_deleted_53046 ON public.sources_sourcereliability IS '3f83ee5f5e2d3ac7087cdc4c51cc7cdbbb9778ce';

CREATE TRIGGER pgtrigger_never_deleted_54dab BEFORE DELETE ON public.incidents_assessment FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_54dab();

COMMENT ON TRIGGER pgtrigger_never_deleted_54dab ON public.incidents_assessment IS '7f6a17300bcbf4361d8b1a35e065643a8bbfc0c1';

CREATE TRIGGER pgtrigger_never_deleted_60a08 BEFORE DELETE ON public.crossref_externalchange FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_60a08();

COMMENT ON TRIGGER pgtrigger_never_deleted_60a08 ON public.crossref_externalchange IS '806e9103e3b9e2cef7f9c9859d1c0260dad7b556';

CREATE TRIGGER pgtrigger_never_deleted_63f18 BEFORE DELETE ON public.incidents_claim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_63f18();

COMMENT ON TRIGGER pgtrigger_never_deleted_63f18 ON public.incidents_claim IS '2cd104d8926c18f675749ce4ebcb3204d9e8e07d';

CREATE TRIGGER pgtrigger_never_deleted_7404d BEFORE DELETE ON public.coding_attempt FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_7404d();

COMMENT ON TRIGGER pgtrigger_never_deleted_7404d ON public.coding_attempt IS '84e3899de1b2118ee64b4c4549b8072ef9c6aafb';

CREATE TRIGGER pgtrigger_never_deleted_74ccd BEFORE DELETE ON public.incidents_dateclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_74ccd();

COMMENT ON TRIGGER pgtrigger_never_deleted_74ccd ON public.incidents_dateclaim IS '279d8337e9e4dd1e60af411d89ab10ff1336e78b';

CREATE TRIGGER pgtrigger_never_deleted_903b4 BEFORE DELETE ON public.incidents_casualtyclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_903b4();

COMMENT ON TRIGGER pgtrigger_never_deleted_903b4 ON public.incidents_casualtyclaim IS 'a90deb01de98c6e5078638d6ff165c877c0f2570';

CREATE TRIGGER pgtrigger_never_deleted_95146 BEFORE DELETE ON public.sources_snapshot FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_95146();

COMMENT ON TRIGGER pgtrigger_never_deleted_95146 ON public.sources_snapshot IS '910b560e1a424e0268fdf54b047ed651fd6cb602';

CREATE TRIGGER pgtrigger_never_deleted_a7662 BEFORE DELETE ON public.crossref_link FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_a7662();

COMMENT ON TRIGGER pgtrigger_never_deleted_a7662 ON public.crossref_link IS '761f08b7dbaba299f50d2c25350e0c455377a6a5';

CREATE TRIGGER pgtrigger_never_deleted_af27f BEFORE DELETE ON public.publication_publicnotice FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_af27f();

COMMENT ON TRIGGER pgtrigger_never_deleted_af27f ON public.publication_publicnotice IS '1416f0c47db6b605ff8689f78864aaec0cd9d600';

CREATE TRIGGER pgtrigger_never_deleted_b04c9 BEFORE DELETE ON public.sources_archivedcopy FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_b04c9();

COMMENT ON TRIGGER pgtrigger_never_deleted_b04c9 ON public.sources_archivedcopy IS 'f37b896229db299d8d25f1ab6bb9a1a1827a4ac9';

CREATE TRIGGER pgtrigger_never_deleted_b98f7 BEFORE DELETE ON public.crossref_mergejournal FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_b98f7();

COMMENT ON TRIGGER pgtrigger_never_deleted_b98f7 ON public.crossref_mergejournal IS '81d6565e79903825d9619f8ce591efc001dee9d8';

CREATE TRIGGER pgtrigger_never_deleted_c095f BEFORE DELETE ON public.incidents_termclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_c095f();

COMMENT ON TRIGGER pgtrigger_never_deleted_c095f ON public.incidents_termclaim IS 'df78f7a7266ea65ce7850ff38e7b661d8830de49';

CREATE TRIGGER pgtrigger_never_deleted_c6fd7 BEFORE DELETE ON public.publication_release FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_c6fd7();

COMMENT ON TRIGGER pgtrigger_never_deleted_c6fd7 ON public.publication_release IS '46699db809e1293f6b654d844ad54d21776b6101';

CREATE TRIGGER pgtrigger_never_deleted_d187e BEFORE DELETE ON public.sources_tie FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_d187e();

COMMENT ON TRIGGER pgtrigger_never_deleted_d187e ON public.sources_tie IS '970a0ce5e6d4de5fd93dbbbf8aefeac8b54dd7be';

CREATE TRIGGER pgtrigger_never_deleted_d2ead BEFORE DELETE ON public.incidents_revision FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_d2ead();

COMMENT ON TRIGGER pgtrigger_never_deleted_d2ead ON public.incidents_revision IS 'cd12bb5ba80c624b2535ebee78c7bf2ba7a7a14a';

CREATE TRIGGER pgtrigger_never_deleted_daab6 BEFORE DELETE ON public.coding_coding FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_daab6();

COMMENT ON TRIGGER pgtrigger_never_deleted_daab6 ON public.coding_coding IS 'dd40ae11a92f2e06675878d5608a413a084cf28c';

CREATE TRIGGER pgtrigger_never_deleted_de1cb BEFORE DELETE ON public.sources_sourcemerge FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_de1cb();

COMMENT ON TRIGGER pgtrigger_never_deleted_de1cb ON public.sources_sourcemerge IS '6c5551a28504019301862f9a666c2da48f9bfa49';

CREATE TRIGGER pgtrigger_never_deleted_e1f77 BEFORE DELETE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_e1f77();

COMMENT ON TRIGGER pgtrigger_never_deleted_e1f77 ON public.audit_entry IS '63902f5ab90851546bbdc59f6117faa1e37f24d1';

CREATE TRIGGER pgtrigger_never_deleted_e3f6e BEFORE DELETE ON public.incidents_placeclaim FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_e3f6e();

COMMENT ON TRIGGER pgtrigger_never_deleted_e3f6e ON public.incidents_placeclaim IS 'fd94a82cfd887ca5c2d1e5320c9829a1841304f3';

CREATE TRIGGER pgtrigger_never_deleted_f6d97 BEFORE DELETE ON public.incidents_citation FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_f6d97();

COMMENT ON TRIGGER pgtrigger_never_deleted_f6d97 ON public.incidents_citation IS '2bc320b746961e159195373cd9400a6b42bd9d15';

CREATE TRIGGER pgtrigger_never_deleted_fab49 BEFORE DELETE ON public.publication_releaseitem FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_fab49();

COMMENT ON TRIGGER pgtrigger_never_deleted_fab49 ON public.publication_releaseitem IS 'dd95778642ae636e55c84d25d18e54399342b09f';

CREATE TRIGGER pgtrigger_never_deleted_fc5e4 BEFORE DELETE ON public.incidents_citationcheck FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_never_deleted_fc5e4();

COMMENT ON TRIGGER pgtrigger_never_deleted_fc5e4 ON public.incidents_citationcheck IS '71c0b340e4637a84c684ad511a375228752f250b';

CREATE TRIGGER pgtrigger_never_emptied_01c6a BEFORE TRUNCATE ON public.sources_sourcereliability FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_01c6a();

COMMENT ON TRIGGER pgtrigger_never_emptied_01c6a ON public.sources_sourcereliability IS 'd1e4b82ceb00dbf8184ddc80849f88dfbfa96fc3';

CREATE TRIGGER pgtrigger_never_emptied_0cffd BEFORE TRUNCATE ON public.sources_snapshot FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_0cffd();

COMMENT ON TRIGGER pgtrigger_never_emptied_0cffd ON public.sources_snapshot IS '04a0b2ca456fdd59be051d83869d29ac4527a62b';

CREATE TRIGGER pgtrigger_never_emptied_11bd2 BEFORE TRUNCATE ON public.incidents_citationcheck FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_11bd2();

COMMENT ON TRIGGER pgtrigger_never_emptied_11bd2 ON public.incidents_citationcheck IS 'bcc25656312e317e2088b8efa0f9bae20454ceda';

CREATE TRIGGER pgtrigger_never_emptied_1b0f7 BEFORE TRUNCATE ON public.coding_attempt FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_1b0f7();

COMMENT ON TRIGGER pgtrigger_never_emptied_1b0f7 ON public.coding_attempt IS 'c00adaff88e4e40f406118dc872b23f8862eb6ac';

CREATE TRIGGER pgtrigger_never_emptied_1bd8f BEFORE TRUNCATE ON public.coding_draw FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_1bd8f();

COMMENT ON TRIGGER pgtrigger_never_emptied_1bd8f ON public.coding_draw IS '08add9fe1ccbe237712e65831aae7420f425482b';

CREATE TRIGGER pgtrigger_never_emptied_20822 BEFORE TRUNCATE ON public.sources_timestamp FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_20822();

COMMENT ON TRIGGER pgtrigger_never_emptied_20822 ON public.sources_timestamp IS '11c6199b15f18ba40ac82d1c288f3e768a15d443';

CREATE TRIGGER pgtrigger_never_emptied_23345 BEFORE TRUNCATE ON public.review_move FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_23345();

COMMENT ON TRIGGER pgtrigger_never_emptied_23345 ON public.review_move IS '9bf36e731e30b25f1acf752dda356554fe38078c';

CREATE TRIGGER pgtrigger_never_emptied_2f3a3 BEFORE TRUNCATE ON public.incidents_dateclaim FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_2f3a3();

COMMENT ON TRIGGER pgtrigger_never_emptied_2f3a3 ON public.incidents_dateclaim IS '187cad812fd268ba650de16d57e6d2b16d2f5eb3';

CREATE TRIGGER pgtrigger_never_emptied_32270 BEFORE TRUNCATE ON public.publication_releaseitem FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_32270();

COMMENT ON TRIGGER pgtrigger_never_emptied_32270 ON public.publication_releaseitem IS 'fd67a76d8ada70153f44c18f87ce97958af55b4d';

CREATE TRIGGER pgtrigger_never_emptied_481ab BEFORE TRUNCATE ON public.incidents_attributionclaim FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_481ab();

COMMENT ON TRIGGER pgtrigger_never_emptied_481ab ON public.incidents_attributionclaim IS '7f1fa1bb2909c9905a0e12b97deb9baef7ee6d92';

CREATE TRIGGER pgtrigger_never_emptied_4d70f BEFORE TRUNCATE ON public.crossref_judgement FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_4d70f();

COMMENT ON TRIGGER pgtrigger_never_emptied_4d70f ON public.crossref_judgement IS 'e658558963a3209825af5954cf4fbe9ced6e1f7d';

CREATE TRIGGER pgtrigger_never_emptied_5377d BEFORE TRUNCATE ON public.sources_sourcemerge FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_5377d();

COMMENT ON TRIGGER pgtrigger_never_emptied_5377d ON public.sources_sourcemerge IS '10d258a8ea135e6d8344d1f7fc651ef2c1bb1ced';

CREATE TRIGGER pgtrigger_never_emptied_57f4f BEFORE TRUNCATE ON public.publication_publishedrevision FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_57f4f();

COMMENT ON TRIGGER pgtrigger_never_emptied_57f4f ON public.publication_publishedrevision IS '977a17eb879e0598fb5caa17c4cddbd2baa5b0ea';

CREATE TRIGGER pgtrigger_never_emptied_5a2e3 BEFORE TRUNCATE ON public.coding_coding FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_5a2e3();

COMMENT ON TRIGGER pgtrigger_never_emptied_5a2e3 ON public.coding_coding IS '9e3a5c2a15c8afd45ed29acc55f2ddaa4d7d9394';

CREATE TRIGGER pgtrigger_never_emptied_5cc68 BEFORE TRUNCATE ON public.incidents_claim FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_5cc68();

COMMENT ON TRIGGER pgtrigger_never_emptied_5cc68 ON public.incidents_claim IS '0a7a8eeed2ff586a7d307c761a7edd55cd969029';

CREATE TRIGGER pgtrigger_never_emptied_63556 BEFORE TRUNCATE ON public.sources_tie FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_63556();

COMMENT ON TRIGGER pgtrigger_never_emptied_63556 ON public.sources_tie IS '4d0c79766e5a78340c8fa43e54c3879a491e8a18';

CREATE TRIGGER pgtrigger_never_emptied_63d46 BEFORE TRUNCATE ON public.coding_verdict FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_63d46();

COMMENT ON TRIGGER pgtrigger_never_emptied_63d46 ON public.coding_verdict IS '9fadb4410c02998f08ccd11c156339aa64e8716a';

CREATE TRIGGER pgtrigger_never_emptied_6c9ae BEFORE TRUNCATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_6c9ae();

COMMENT ON TRIGGER pgtrigger_never_emptied_6c9ae ON public.audit_entry IS '44967329263088f1c26d940dd29677e8e3c0fe25';

CREATE TRIGGER pgtrigger_never_emptied_6d14c BEFORE TRUNCATE ON public.incidents_casualtyclaim FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_6d14c();

COMMENT ON TRIGGER pgtrigger_never_emptied_6d14c ON public.incidents_casualtyclaim IS '51870d43eb6e0dbc170ed4e17e113f219469212c';

CREATE TRIGGER pgtrigger_never_emptied_7a268 BEFORE TRUNCATE ON public.incidents_placeclaim FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_7a268();

COMMENT ON TRIGGER pgtrigger_never_emptied_7a268 ON public.incidents_placeclaim IS 'e9c2b68d6fd912b5c2be733ce8b9553680c2fade';

CREATE TRIGGER pgtrigger_never_emptied_87889 BEFORE TRUNCATE ON public.codebook_term FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_87889();

COMMENT ON TRIGGER pgtrigger_never_emptied_87889 ON public.codebook_term IS 'b31cf52d3330e8a5b8096765a5ed56dfd01cdfaf';

CREATE TRIGGER pgtrigger_never_emptied_87f5c BEFORE TRUNCATE ON public.review_comment FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_87f5c();

COMMENT ON TRIGGER pgtrigger_never_emptied_87f5c ON public.review_comment IS '3e0cf40fa7b3571ac1489def598b35b4e02d5c55';

CREATE TRIGGER pgtrigger_never_emptied_8e596 BEFORE TRUNCATE ON public.crossref_externalchange FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_8e596();

COMMENT ON TRIGGER pgtrigger_never_emptied_8e596 ON public.crossref_externalchange IS '9e2ab1179b1b54983449e1796eac77d5a64b533d';

CREATE TRIGGER pgtrigger_never_emptied_98d0e BEFORE TRUNCATE ON public.incidents_citation FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_98d0e();

COMMENT ON TRIGGER pgtrigger_never_emptied_98d0e ON public.incidents_citation IS 'af6b39348890ae4742b71f7bba27fb379cc6bda1';

CREATE TRIGGER pgtrigger_never_emptied_9c469 BEFORE TRUNCATE ON public.sources_visit FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_9c469();

COMMENT ON TRIGGER pgtrigger_never_emptied_9c469 ON public.sources_visit IS '53768b913c4f36b4260631f88c3032c8a37149f6';

CREATE TRIGGER pgtrigger_never_emptied_a0d1e BEFORE TRUNCATE ON public.incidents_assessment FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_a0d1e();

COMMENT ON TRIGGER pgtrigger_never_emptied_a0d1e ON public.incidents_assessment IS '124265982904593760ab63e26042213370840d02';

CREATE TRIGGER pgtrigger_never_emptied_a9249 BEFORE TRUNCATE ON public.publication_release FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_a9249();

COMMENT ON TRIGGER pgtrigger_never_emptied_a9249 ON public.publication_release IS 'fd7fcecf6f3b6bdac2a38fde06c5d4abcd92def6';

CREATE TRIGGER pgtrigger_never_emptied_aeb05 BEFORE TRUNCATE ON public.audit_seal FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_aeb05();

COMMENT ON TRIGGER pgtrigger_never_emptied_aeb05 ON public.audit_seal IS '7d4f72d16a535a0914649daa909e88d7111e095d';

CREATE TRIGGER pgtrigger_never_emptied_b618e BEFORE TRUNCATE ON public.publication_gedrow FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_b618e();

COMMENT ON TRIGGER pgtrigger_never_emptied_b618e ON public.publication_gedrow IS '05efa444699f63950173c1cb44e4d8bc4cef3899';

CREATE TRIGGER pgtrigger_never_emptied_bb64c BEFORE TRUNCATE ON public.crossref_link FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_bb64c();

COMMENT ON TRIGGER pgtrigger_never_emptied_bb64c ON public.crossref_link IS '1f5b7ffdf5e465ce961850ef63fe384adb07b10b';

CREATE TRIGGER pgtrigger_never_emptied_cd9db BEFORE TRUNCATE ON public.incidents_termclaim FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_cd9db();

COMMENT ON TRIGGER pgtrigger_never_emptied_cd9db ON public.incidents_termclaim IS '04910bacfbcc2f0ba055c7f58010a9e0f16a1e27';

CREATE TRIGGER pgtrigger_never_emptied_ea23e BEFORE TRUNCATE ON public.sources_archivedcopy FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_ea23e();

COMMENT ON TRIGGER pgtrigger_never_emptied_ea23e ON public.sources_archivedcopy IS '84b2307fbe95f560875112bc07e50e2cef90011a';

CREATE TRIGGER pgtrigger_never_emptied_f66b1 BEFORE TRUNCATE ON public.publication_publicnotice FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_f66b1();

COMMENT ON TRIGGER pgtrigger_never_emptied_f66b1 ON public.publication_publicnotice IS '60bdc487a9334597ac361347708c15352f87dcba';

CREATE TRIGGER pgtrigger_never_emptied_fd9b7 BEFORE TRUNCATE ON public.incidents_revision FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_fd9b7();

COMMENT ON TRIGGER pgtrigger_never_emptied_fd9b7 ON public.incidents_revision IS '66110f2edf155c401bf34d71af7b6c4dc220f3ea';

CREATE TRIGGER pgtrigger_never_emptied_fdbfd BEFORE TRUNCATE ON public.crossref_mergejournal FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_never_emptied_fdbfd();

COMMENT ON TRIGGER pgtrigger_never_emptied_fdbfd ON public.crossref_mergejournal IS '550baaa1d5fd07cceff6dfd41f30eebb89d047d2';

CREATE TRIGGER pgtrigger_parent_of_right_vocabulary_bc6b0 BEFORE INSERT OR UPDATE ON public.codebook_term FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_parent_of_right_vocabulary_bc6b0();

COMMENT ON TRIGGER pgtrigger_parent_of_right_vocabulary_bc6b0 ON public.codebook_term IS '406e8ed43201723531db55065a940cd1e28fd7cd';

CREATE TRIGGER pgtrigger_quote_is_in_snapshot_fa844 BEFORE INSERT ON public.incidents_citation FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_quote_is_in_snapshot_fa844();

COMMENT ON TRIGGER pgtrigger_quote_is_in_snapshot_fa844 ON public.incidents_citation IS 'afc0830bbe905da14c76e616b62d57f8067dac99';

CREATE TRIGGER pgtrigger_terms_fit_b738e AFTER INSERT ON public.incidents_incident REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_terms_fit_b738e();

COMMENT ON TRIGGER pgtrigger_terms_fit_b738e ON public.incidents_incident IS '98353318f4311b1b0d8a4ab2717f6645be9c7d98';

CREATE TRIGGER pgtrigger_terms_still_fit_abea1 AFTER UPDATE ON public.incidents_incident REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_terms_still_fit_abea1();

COMMENT ON TRIGGER pgtrigger_terms_still_fit_abea1 ON public.incidents_incident IS 'b5512dd542c6c2ac3ed8ac6a2f63fe55f90b53ba';

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_made_by_id_5e719101_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_apikey
    ADD CONSTRAINT accounts_apikey_user_id_bd902026_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_accepted_by_id_ba632539_fk_accounts_user_id FOREIGN KEY (accepted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_desk_id_f0ee6aaf_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_invitation
    ADD CONSTRAINT accounts_invitation_invited_by_id_94a21efc_fk_accounts_user_id FOREIGN KEY (invited_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_desk_id_c532eeaa_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_user_id_487fb39e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_service
    ADD CONSTRAINT accounts_service_account_id_d0d9e122_fk_accounts_user_id FOREIGN KEY (account_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_service_desks
    ADD CONSTRAINT accounts_service_des_service_id_32db4e63_fk_accounts_ FOREIGN KEY (service_id) REFERENCES public.accounts_service(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_service_desks
    ADD CONSTRAINT accounts_service_desks_desk_id_ce2e7757_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_service
    ADD CONSTRAINT accounts_service_owner_id_0ad9cc0f_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.api_answered
    ADD CONSTRAINT api_answered_user_id_8d56759c_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.api_submission
    ADD CONSTRAINT api_submission_document_id_c9486bbc_fk_sources_document_id FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.api_submission
    ADD CONSTRAINT api_submission_user_id_bb55d5c7_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_actor_id_57c4b003_fk_accounts_user_id FOREIGN KEY (actor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_desk_id_530158f5_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_person_id_e26bde7f_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_entry_id_598168e7_fk_audit_entry_id FOREIGN KEY (entry_id) REFERENCES public.audit_entry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT claim_citation_of_same_incident FOREIGN KEY (citation_id, incident_id) REFERENCES public.incidents_citation(id, incident_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT claim_part_of_same_incident_and_kind FOREIGN KEY (part_of_id, incident_id, kind) REFERENCES public.incidents_claim(id, incident_id, kind) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT claim_supersedes_same_incident_and_kind FOREIGN KEY (supersedes_id, incident_id, kind) REFERENCES public.incidents_claim(id, incident_id, kind) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_actor
    ADD CONSTRAINT codebook_actor_country_id_e8701920_fk_codebook_country_iso3 FOREIGN KEY (country_id) REFERENCES public.codebook_country(iso3) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_actor
    ADD CONSTRAINT codebook_actor_parent_id_9efa375e_fk_codebook_actor_id FOREIGN KEY (parent_id) REFERENCES public.codebook_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_actoralias
    ADD CONSTRAINT codebook_actoralias_actor_id_06756c6b_fk_codebook_actor_id FOREIGN KEY (actor_id) REFERENCES public.codebook_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_place
    ADD CONSTRAINT codebook_place_country_id_7ccd3e70_fk_codebook_country_iso3 FOREIGN KEY (country_id) REFERENCES public.codebook_country(iso3) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_term
    ADD CONSTRAINT codebook_term_parent_id_9e283ec2_fk_codebook_term_id FOREIGN KEY (parent_id) REFERENCES public.codebook_term(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_term
    ADD CONSTRAINT codebook_term_retired_id_c6b6c248_fk_codebook_edition_number FOREIGN KEY (retired_id) REFERENCES public.codebook_edition(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_term
    ADD CONSTRAINT codebook_term_since_id_fcd263c9_fk_codebook_edition_number FOREIGN KEY (since_id) REFERENCES public.codebook_edition(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_term
    ADD CONSTRAINT codebook_term_vocabulary_id_e536566e_fk_codebook_ FOREIGN KEY (vocabulary_id) REFERENCES public.codebook_vocabulary(slug) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.codebook_vocabulary
    ADD CONSTRAINT codebook_vocabulary_parent_id_30409bd5_fk_codebook_ FOREIGN KEY (parent_id) REFERENCES public.codebook_vocabulary(slug) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_attempt
    ADD CONSTRAINT coding_attempt_coder_id_9280f599_fk_accounts_user_id FOREIGN KEY (coder_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_attempt
    ADD CONSTRAINT coding_attempt_task_id_10a1d50d_fk_coding_task_id FOREIGN KEY (task_id) REFERENCES public.coding_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_coding
    ADD CONSTRAINT coding_coding_coder_id_646aeb05_fk_accounts_user_id FOREIGN KEY (coder_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_coding
    ADD CONSTRAINT coding_coding_draw_id_5c31c394_fk_coding_draw_id FOREIGN KEY (draw_id) REFERENCES public.coding_draw(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_draw
    ADD CONSTRAINT coding_draw_desk_id_50395c36_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_draw
    ADD CONSTRAINT coding_draw_incident_id_2fb1f281_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_draw
    ADD CONSTRAINT coding_draw_revision_id_f2cef724_fk_incidents_revision_id FOREIGN KEY (revision_id) REFERENCES public.incidents_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_draw_snapshots
    ADD CONSTRAINT coding_draw_snapshot_snapshot_id_4ba4d720_fk_sources_s FOREIGN KEY (snapshot_id) REFERENCES public.sources_snapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_draw_snapshots
    ADD CONSTRAINT coding_draw_snapshots_draw_id_70e7d008_fk_coding_draw_id FOREIGN KEY (draw_id) REFERENCES public.coding_draw(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_exercise
    ADD CONSTRAINT coding_exercise_created_by_id_ed693673_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_exercise
    ADD CONSTRAINT coding_exercise_desk_id_1d3e9306_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_plan
    ADD CONSTRAINT coding_plan_desk_id_b0a5bf2e_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_task
    ADD CONSTRAINT coding_task_exercise_id_7a30372e_fk_coding_exercise_id FOREIGN KEY (exercise_id) REFERENCES public.coding_exercise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_task_snapshots
    ADD CONSTRAINT coding_task_snapshot_snapshot_id_bccd81dc_fk_sources_s FOREIGN KEY (snapshot_id) REFERENCES public.sources_snapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_task_snapshots
    ADD CONSTRAINT coding_task_snapshots_task_id_7ff0ebf8_fk_coding_task_id FOREIGN KEY (task_id) REFERENCES public.coding_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_trendseen
    ADD CONSTRAINT coding_trendseen_person_id_5fc7d854_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_verdict
    ADD CONSTRAINT coding_verdict_by_id_16e64632_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.coding_verdict
    ADD CONSTRAINT coding_verdict_coding_id_b03af752_fk_coding_coding_id FOREIGN KEY (coding_id) REFERENCES public.coding_coding(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_candidatepair
    ADD CONSTRAINT crossref_candidatepa_left_id_da0d95d9_fk_incidents FOREIGN KEY (left_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_candidatepair
    ADD CONSTRAINT crossref_candidatepa_right_id_f4e139a2_fk_incidents FOREIGN KEY (right_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_externalchange
    ADD CONSTRAINT crossref_externalcha_record_id_d076201e_fk_crossref_ FOREIGN KEY (record_id) REFERENCES public.crossref_externalrecord(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_externalmatch
    ADD CONSTRAINT crossref_externalmat_incident_id_27e74161_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_externalmatch
    ADD CONSTRAINT crossref_externalmat_record_id_8f53091d_fk_crossref_ FOREIGN KEY (record_id) REFERENCES public.crossref_externalrecord(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_externalmatch
    ADD CONSTRAINT crossref_externalmatch_by_id_216fa630_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_fingerprint
    ADD CONSTRAINT crossref_fingerprint_incident_id_ee36c8ef_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_judgement
    ADD CONSTRAINT crossref_judgement_by_id_7c67fa7b_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_judgement
    ADD CONSTRAINT crossref_judgement_pair_id_82aeed94_fk_crossref_ FOREIGN KEY (pair_id) REFERENCES public.crossref_candidatepair(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_link
    ADD CONSTRAINT crossref_link_by_id_9d695a35_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_link
    ADD CONSTRAINT crossref_link_ended_by_id_35ad9c69_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_link
    ADD CONSTRAINT crossref_link_from_incident_id_53cff6ee_fk_incidents FOREIGN KEY (from_incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_link
    ADD CONSTRAINT crossref_link_to_incident_id_e0fe209c_fk_incidents_incident_id FOREIGN KEY (to_incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listedincident
    ADD CONSTRAINT crossref_listedincid_document_id_71276193_fk_sources_d FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listedincident
    ADD CONSTRAINT crossref_listedincid_file_id_1049fc08_fk_crossref_ FOREIGN KEY (file_id) REFERENCES public.crossref_listfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listedincident
    ADD CONSTRAINT crossref_listedincid_incident_id_6dee4601_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listedincident
    ADD CONSTRAINT crossref_listedincid_own_list_id_e9b0d481_fk_crossref_ FOREIGN KEY (own_list_id) REFERENCES public.crossref_ownlist(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listfile
    ADD CONSTRAINT crossref_listfile_by_id_100e48aa_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listfile
    ADD CONSTRAINT crossref_listfile_desk_id_f18ede81_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listfile
    ADD CONSTRAINT crossref_listfile_imported_by_id_539fa825_fk_accounts_user_id FOREIGN KEY (imported_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listfile
    ADD CONSTRAINT crossref_listfile_own_list_id_9f9b1c22_fk_crossref_ownlist_id FOREIGN KEY (own_list_id) REFERENCES public.crossref_ownlist(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listnote
    ADD CONSTRAINT crossref_listnote_file_id_e8a4cd5e_fk_crossref_listfile_id FOREIGN KEY (file_id) REFERENCES public.crossref_listfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listrow
    ADD CONSTRAINT crossref_listrow_file_id_f7c63d27_fk_crossref_listfile_id FOREIGN KEY (file_id) REFERENCES public.crossref_listfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_listrow
    ADD CONSTRAINT crossref_listrow_incident_id_f2cb2029_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_mention
    ADD CONSTRAINT crossref_mention_document_id_411bddd4_fk_sources_document_id FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_mergejournal
    ADD CONSTRAINT crossref_mergejourna_donor_id_85162168_fk_incidents FOREIGN KEY (donor_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_mergejournal
    ADD CONSTRAINT crossref_mergejourna_survivor_id_31222a06_fk_incidents FOREIGN KEY (survivor_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_mergejournal
    ADD CONSTRAINT crossref_mergejournal_by_id_1076579f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_mergejournal
    ADD CONSTRAINT crossref_mergejournal_ended_by_id_9840158a_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_offer
    ADD CONSTRAINT crossref_offer_by_id_866ec0ae_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_offer
    ADD CONSTRAINT crossref_offer_document_id_7ebd0ca8_fk_sources_document_id FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_offer
    ADD CONSTRAINT crossref_offer_incident_id_4b3bcce3_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_ownlist
    ADD CONSTRAINT crossref_ownlist_created_by_id_61c9bf88_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_ownlist
    ADD CONSTRAINT crossref_ownlist_desk_id_4598bf61_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_pairsearch
    ADD CONSTRAINT crossref_pairsearch_incident_id_ca55dae9_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_recordimport
    ADD CONSTRAINT crossref_recordimpor_imported_by_id_6e27d787_fk_accounts_ FOREIGN KEY (imported_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.crossref_recordimport
    ADD CONSTRAINT crossref_recordimport_by_id_81be3c08_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_digest
    ADD CONSTRAINT digests_digest_user_id_361106c2_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_followedsearch
    ADD CONSTRAINT digests_followedsear_search_id_d5cbc990_fk_incidents FOREIGN KEY (search_id) REFERENCES public.incidents_savedsearch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_followedsearch
    ADD CONSTRAINT digests_followedsearch_user_id_94f85d4b_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_notification
    ADD CONSTRAINT digests_notification_by_id_8e324b6d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_notification
    ADD CONSTRAINT digests_notification_document_id_76fb0cef_fk_sources_d FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_notification
    ADD CONSTRAINT digests_notification_incident_id_30250300_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_notification
    ADD CONSTRAINT digests_notification_mailed_in_id_51478a86_fk_digests_digest_id FOREIGN KEY (mailed_in_id) REFERENCES public.digests_digest(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_notification
    ADD CONSTRAINT digests_notification_user_id_c7849ff1_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_subscription
    ADD CONSTRAINT digests_subscription_user_id_3911ce46_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_watch
    ADD CONSTRAINT digests_watch_incident_id_788b3905_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.digests_watch
    ADD CONSTRAINT digests_watch_user_id_67ec91fc_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_assessment_claims
    ADD CONSTRAINT incidents_assessment_assessment_id_487055b4_fk_incidents FOREIGN KEY (assessment_id) REFERENCES public.incidents_assessment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_assessment_claims
    ADD CONSTRAINT incidents_assessment_casualtyclaim_id_f8451d71_fk_incidents FOREIGN KEY (casualtyclaim_id) REFERENCES public.incidents_casualtyclaim(claim_ptr_id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_assessment
    ADD CONSTRAINT incidents_assessment_countersigned_by_id_0151c413_fk_accounts_ FOREIGN KEY (countersigned_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_assessment
    ADD CONSTRAINT incidents_assessment_incident_id_553b3dea_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_assessment
    ADD CONSTRAINT incidents_assessment_signed_by_id_81325e43_fk_accounts_user_id FOREIGN KEY (signed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_attributionclaim
    ADD CONSTRAINT incidents_attributio_actor_id_4c395623_fk_codebook_ FOREIGN KEY (actor_id) REFERENCES public.codebook_actor(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_attributionclaim
    ADD CONSTRAINT incidents_attributio_claim_ptr_id_4bf4dfe6_fk_incidents FOREIGN KEY (claim_ptr_id) REFERENCES public.incidents_claim(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_casualtyclaim
    ADD CONSTRAINT incidents_casualtycl_claim_ptr_id_2388e721_fk_incidents FOREIGN KEY (claim_ptr_id) REFERENCES public.incidents_claim(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_citation
    ADD CONSTRAINT incidents_citation_created_by_id_4908b2c9_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_citation
    ADD CONSTRAINT incidents_citation_incident_id_f0854776_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_citation
    ADD CONSTRAINT incidents_citation_snapshot_id_d1d285aa_fk_sources_snapshot_id FOREIGN KEY (snapshot_id) REFERENCES public.sources_snapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_citationcheck
    ADD CONSTRAINT incidents_citationch_citation_id_b0e1bdd3_fk_incidents FOREIGN KEY (citation_id) REFERENCES public.incidents_citation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_citationcheck
    ADD CONSTRAINT incidents_citationch_closed_by_id_dd25b278_fk_accounts_ FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_citationcheck
    ADD CONSTRAINT incidents_citationch_snapshot_id_4811975a_fk_sources_s FOREIGN KEY (snapshot_id) REFERENCES public.sources_snapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT incidents_claim_citation_id_de61bf45_fk_incidents_citation_id FOREIGN KEY (citation_id) REFERENCES public.incidents_citation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT incidents_claim_created_by_id_848a8567_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT incidents_claim_incident_id_252b44d2_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT incidents_claim_origin_id_0a84bdea_fk_incidents_incident_id FOREIGN KEY (origin_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT incidents_claim_part_of_id_b21d5888_fk_incidents_claim_id FOREIGN KEY (part_of_id) REFERENCES public.incidents_claim(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_claim
    ADD CONSTRAINT incidents_claim_supersedes_id_01abd71b_fk_incidents_claim_id FOREIGN KEY (supersedes_id) REFERENCES public.incidents_claim(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_dateclaim
    ADD CONSTRAINT incidents_dateclaim_claim_ptr_id_92c39317_fk_incidents_claim_id FOREIGN KEY (claim_ptr_id) REFERENCES public.incidents_claim(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_draft
    ADD CONSTRAINT incidents_draft_incident_id_a08f78e3_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_draft
    ADD CONSTRAINT incidents_draft_user_id_bef5dafc_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_approved_by_id_4b4f0614_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_assigned_to_id_c1ff8fd4_fk_accounts_user_id FOREIGN KEY (assigned_to_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident_blind_people
    ADD CONSTRAINT incidents_incident_b_incident_id_a279e48d_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident_blind_people
    ADD CONSTRAINT incidents_incident_b_user_id_57e2faf2_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_changed_by_id_8bf56a3c_fk_accounts_user_id FOREIGN KEY (changed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_codebook_edition_id_04227288_fk_codebook_ FOREIGN KEY (codebook_edition_id) REFERENCES public.codebook_edition(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_country_id_046161de_fk_codebook_country_iso3 FOREIGN KEY (country_id) REFERENCES public.codebook_country(iso3) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_created_by_id_c29d8b73_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_desk_id_7dc2fa9a_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_event_type_id_8b9fbf49_fk_codebook_term_id FOREIGN KEY (event_type_id) REFERENCES public.codebook_term(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_merged_into_id_75509a6d_fk_incidents FOREIGN KEY (merged_into_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident_named_people
    ADD CONSTRAINT incidents_incident_n_incident_id_6b2fcb5f_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident_named_people
    ADD CONSTRAINT incidents_incident_n_user_id_9849c027_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_place_id_ec2e3c5a_fk_codebook_place_id FOREIGN KEY (place_id) REFERENCES public.codebook_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_reviewed_by_id_7e247df6_fk_accounts_user_id FOREIGN KEY (reviewed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_sub_event_type_id_b3741e23_fk_codebook_ FOREIGN KEY (sub_event_type_id) REFERENCES public.codebook_term(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_submitted_by_id_6557d68a_fk_accounts_user_id FOREIGN KEY (submitted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident
    ADD CONSTRAINT incidents_incident_target_type_id_bc349083_fk_codebook_term_id FOREIGN KEY (target_type_id) REFERENCES public.codebook_term(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident_weapon_types
    ADD CONSTRAINT incidents_incident_w_incident_id_132b4e86_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incident_weapon_types
    ADD CONSTRAINT incidents_incident_w_term_id_bbd41b21_fk_codebook_ FOREIGN KEY (term_id) REFERENCES public.codebook_term(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incidentdocument
    ADD CONSTRAINT incidents_incidentdo_added_by_id_1a79bb31_fk_accounts_ FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incidentdocument
    ADD CONSTRAINT incidents_incidentdo_document_id_248a871b_fk_sources_d FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incidentdocument
    ADD CONSTRAINT incidents_incidentdo_incident_id_bc54acd4_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incidenttag
    ADD CONSTRAINT incidents_incidentta_incident_id_2617c49a_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incidenttag
    ADD CONSTRAINT incidents_incidenttag_by_id_67522b7f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_incidenttag
    ADD CONSTRAINT incidents_incidenttag_tag_id_092416db_fk_incidents_tag_id FOREIGN KEY (tag_id) REFERENCES public.incidents_tag(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_placeclaim
    ADD CONSTRAINT incidents_placeclaim_claim_ptr_id_6f930a93_fk_incidents FOREIGN KEY (claim_ptr_id) REFERENCES public.incidents_claim(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_placeclaim
    ADD CONSTRAINT incidents_placeclaim_country_id_e0bd487a_fk_codebook_ FOREIGN KEY (country_id) REFERENCES public.codebook_country(iso3) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_placeclaim
    ADD CONSTRAINT incidents_placeclaim_place_id_82029366_fk_codebook_place_id FOREIGN KEY (place_id) REFERENCES public.codebook_place(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_revision
    ADD CONSTRAINT incidents_revision_by_id_1f999ab9_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_revision
    ADD CONSTRAINT incidents_revision_incident_id_718adc23_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_savedsearch
    ADD CONSTRAINT incidents_savedsearch_desk_id_56545845_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_savedsearch
    ADD CONSTRAINT incidents_savedsearch_owner_id_eb4cf78f_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_tag
    ADD CONSTRAINT incidents_tag_created_by_id_65660178_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_tag
    ADD CONSTRAINT incidents_tag_desk_id_56408848_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_termclaim
    ADD CONSTRAINT incidents_termclaim_claim_ptr_id_c999abba_fk_incidents_claim_id FOREIGN KEY (claim_ptr_id) REFERENCES public.incidents_claim(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.incidents_termclaim
    ADD CONSTRAINT incidents_termclaim_term_id_9c81f689_fk_codebook_term_id FOREIGN KEY (term_id) REFERENCES public.codebook_term(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_acleddeletion
    ADD CONSTRAINT publication_acleddel_incident_id_6812f645_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_acledrow
    ADD CONSTRAINT publication_acledrow_incident_id_225634d5_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_gedrow
    ADD CONSTRAINT publication_gedrow_release_id_41394e7a_fk_publicati FOREIGN KEY (release_id) REFERENCES public.publication_release(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_publicnotice
    ADD CONSTRAINT publication_publicno_incident_id_98c62ad5_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_publicnotice
    ADD CONSTRAINT publication_publicno_merged_into_id_eee9223d_fk_incidents FOREIGN KEY (merged_into_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_publicnotice
    ADD CONSTRAINT publication_publicnotice_by_id_4215c860_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_publicthing
    ADD CONSTRAINT publication_publicth_told_by_id_f77f830a_fk_publicati FOREIGN KEY (told_by_id) REFERENCES public.publication_publishedrevision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_publishedrevision
    ADD CONSTRAINT publication_publishe_incident_id_2bc27f48_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_publishedrevision
    ADD CONSTRAINT publication_publishe_revision_id_ea752e12_fk_incidents FOREIGN KEY (revision_id) REFERENCES public.incidents_revision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_release
    ADD CONSTRAINT publication_release_created_by_id_2a6bf4de_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_releaseitem
    ADD CONSTRAINT publication_releasei_incident_id_19c9984a_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_releaseitem
    ADD CONSTRAINT publication_releasei_published_revision_i_03d64929_fk_publicati FOREIGN KEY (published_revision_id) REFERENCES public.publication_publishedrevision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publication_releaseitem
    ADD CONSTRAINT publication_releasei_release_id_79d012c1_fk_publicati FOREIGN KEY (release_id) REFERENCES public.publication_release(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_batch
    ADD CONSTRAINT review_batch_by_id_9c34bd8d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_batchrow
    ADD CONSTRAINT review_batchrow_batch_id_0998559f_fk_review_batch_id FOREIGN KEY (batch_id) REFERENCES public.review_batch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_batchrow
    ADD CONSTRAINT review_batchrow_incident_id_d1e59f74_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_comment
    ADD CONSTRAINT review_comment_by_id_5c344b94_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_comment
    ADD CONSTRAINT review_comment_incident_id_a81986f3_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_comment
    ADD CONSTRAINT review_comment_resolved_by_id_d2d12ff4_fk_accounts_user_id FOREIGN KEY (resolved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_commentmention
    ADD CONSTRAINT review_commentmention_comment_id_e1dd05fc_fk_review_comment_id FOREIGN KEY (comment_id) REFERENCES public.review_comment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_commentmention
    ADD CONSTRAINT review_commentmention_user_id_a703d662_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_lease
    ADD CONSTRAINT review_lease_ended_by_id_bf9361bf_fk_accounts_user_id FOREIGN KEY (ended_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_lease
    ADD CONSTRAINT review_lease_holder_id_02ef724f_fk_accounts_user_id FOREIGN KEY (holder_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_lease
    ADD CONSTRAINT review_lease_incident_id_9f98d487_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_move
    ADD CONSTRAINT review_move_by_id_0de2b24f_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_move
    ADD CONSTRAINT review_move_incident_id_8e9d25ee_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_move
    ADD CONSTRAINT review_move_undoes_id_0d79525b_fk_review_move_id FOREIGN KEY (undoes_id) REFERENCES public.review_move(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_postponement
    ADD CONSTRAINT review_postponement_incident_id_020a65c4_fk_incidents FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_postponement
    ADD CONSTRAINT review_postponement_person_id_68fe9419_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_presence
    ADD CONSTRAINT review_presence_incident_id_7bb31d71_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_presence
    ADD CONSTRAINT review_presence_user_id_ded83570_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_wait
    ADD CONSTRAINT review_wait_began_with_id_95feef14_fk_review_move_id FOREIGN KEY (began_with_id) REFERENCES public.review_move(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_wait
    ADD CONSTRAINT review_wait_ended_with_id_72c476be_fk_review_move_id FOREIGN KEY (ended_with_id) REFERENCES public.review_move(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.review_wait
    ADD CONSTRAINT review_wait_incident_id_45a7521b_fk_incidents_incident_id FOREIGN KEY (incident_id) REFERENCES public.incidents_incident(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_agencyname
    ADD CONSTRAINT sources_agencyname_agency_id_674bbf13_fk_sources_agency_id FOREIGN KEY (agency_id) REFERENCES public.sources_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_archivedcopy
    ADD CONSTRAINT sources_archivedcopy_by_id_a5972751_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_archivedcopy
    ADD CONSTRAINT sources_archivedcopy_document_id_b99de001_fk_sources_d FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_document
    ADD CONSTRAINT sources_document_created_by_id_5589a2c8_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_document
    ADD CONSTRAINT sources_document_source_id_27404748_fk_sources_source_id FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_documentdesk
    ADD CONSTRAINT sources_documentdesk_added_by_id_da19e42c_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_documentdesk
    ADD CONSTRAINT sources_documentdesk_desk_id_9b07b85a_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_documentdesk
    ADD CONSTRAINT sources_documentdesk_document_id_a45cafde_fk_sources_d FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_feed
    ADD CONSTRAINT sources_feed_created_by_id_04d7be7e_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_feed
    ADD CONSTRAINT sources_feed_source_id_60a01960_fk_sources_source_id FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_feeddesk
    ADD CONSTRAINT sources_feeddesk_added_by_id_72614d15_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_feeddesk
    ADD CONSTRAINT sources_feeddesk_desk_id_66a2dd40_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_feeddesk
    ADD CONSTRAINT sources_feeddesk_feed_id_4f6dc601_fk_sources_feed_id FOREIGN KEY (feed_id) REFERENCES public.sources_feed(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_feeditem
    ADD CONSTRAINT sources_feeditem_feed_id_36f031cb_fk_sources_feed_id FOREIGN KEY (feed_id) REFERENCES public.sources_feed(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_keywordrule
    ADD CONSTRAINT sources_keywordrule_changed_by_id_02516510_fk_accounts_user_id FOREIGN KEY (changed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_keywordrule
    ADD CONSTRAINT sources_keywordrule_desk_id_4228dfaa_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_keywordrule
    ADD CONSTRAINT sources_keywordrule_feed_id_6e5e73f4_fk_sources_feed_id FOREIGN KEY (feed_id) REFERENCES public.sources_feed(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_snapshot
    ADD CONSTRAINT sources_snapshot_collected_by_id_0cceb116_fk_accounts_user_id FOREIGN KEY (collected_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_snapshot
    ADD CONSTRAINT sources_snapshot_document_id_8c68e306_fk_sources_document_id FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_agency_id_2f276bd8_fk_sources_agency_id FOREIGN KEY (agency_id) REFERENCES public.sources_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_country_id_1e052195_fk_codebook_country_iso3 FOREIGN KEY (country_id) REFERENCES public.codebook_country(iso3) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_created_by_id_e7095b0e_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_source
    ADD CONSTRAINT sources_source_merged_into_id_4696868e_fk_sources_source_id FOREIGN KEY (merged_into_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_sourcedomain
    ADD CONSTRAINT sources_sourcedomain_source_id_3d4dcaf3_fk_sources_source_id FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_sourcemerge
    ADD CONSTRAINT sources_sourcemerge_by_id_b9473abd_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_sourcemerge
    ADD CONSTRAINT sources_sourcemerge_donor_id_a1596618_fk_sources_source_id FOREIGN KEY (donor_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_sourcemerge
    ADD CONSTRAINT sources_sourcemerge_survivor_id_70e75946_fk_sources_source_id FOREIGN KEY (survivor_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_sourcemerge
    ADD CONSTRAINT sources_sourcemerge_undone_by_id_ccb50a43_fk_accounts_user_id FOREIGN KEY (undone_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_sourcereliability
    ADD CONSTRAINT sources_sourcereliab_source_id_ea5f1df7_fk_sources_s FOREIGN KEY (source_id) REFERENCES public.sources_source(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_sourcereliability
    ADD CONSTRAINT sources_sourcereliability_by_id_1258cd85_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_textprint
    ADD CONSTRAINT sources_textprint_document_id_4a14cb4a_fk_sources_document_id FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_textprint
    ADD CONSTRAINT sources_textprint_snapshot_id_0106af5d_fk_sources_snapshot_id FOREIGN KEY (snapshot_id) REFERENCES public.sources_snapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_tie
    ADD CONSTRAINT sources_tie_by_id_9afd0043_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_tie
    ADD CONSTRAINT sources_tie_left_id_c43a95ef_fk_sources_document_id FOREIGN KEY (left_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_tie
    ADD CONSTRAINT sources_tie_right_id_a29f5af8_fk_sources_document_id FOREIGN KEY (right_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_timestamp
    ADD CONSTRAINT sources_timestamp_snapshot_id_79d7654d_fk_sources_snapshot_id FOREIGN KEY (snapshot_id) REFERENCES public.sources_snapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_triageitem
    ADD CONSTRAINT sources_triageitem_decided_by_id_f44c76a1_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_triageitem
    ADD CONSTRAINT sources_triageitem_desk_id_187bb093_fk_accounts_desk_id FOREIGN KEY (desk_id) REFERENCES public.accounts_desk(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_triageitem
    ADD CONSTRAINT sources_triageitem_document_id_3c29f298_fk_sources_document_id FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_triageitem
    ADD CONSTRAINT sources_triageitem_item_id_9fe89a7e_fk_sources_feeditem_id FOREIGN KEY (item_id) REFERENCES public.sources_feeditem(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_triageitem
    ADD CONSTRAINT sources_triageitem_step_id_d12832cd_fk_sources_triagestep_id FOREIGN KEY (step_id) REFERENCES public.sources_triagestep(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_triagestep
    ADD CONSTRAINT sources_triagestep_by_id_2bd4294d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_visit
    ADD CONSTRAINT sources_visit_by_id_3c6d4c37_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_visit
    ADD CONSTRAINT sources_visit_document_id_3d472112_fk_sources_document_id FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_visit
    ADD CONSTRAINT sources_visit_snapshot_id_305935b9_fk_sources_snapshot_id FOREIGN KEY (snapshot_id) REFERENCES public.sources_snapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_watch
    ADD CONSTRAINT sources_watch_current_id_f5da0659_fk_sources_snapshot_id FOREIGN KEY (current_id) REFERENCES public.sources_snapshot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sources_watch
    ADD CONSTRAINT sources_watch_document_id_1eac9666_fk_sources_document_id FOREIGN KEY (document_id) REFERENCES public.sources_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

