"""Who is answered what: one line for each way an address may be guarded.

OK: the page answers, be it with a redirect after a deed or a form with errors.
NO: your role may not. HID: not yours. IN: the sign-in page.
"""

# One of each role; then a neighbour in anna's team, one elsewhere, a supervisor who
# leads nobody, a stranger.
PEOPLE = ("dan", "max", "carol", "sam", "vera", "nina", "cleo", "clara", "anna", "lia",
          "adam", "ben", "dora", "stray", "nobody")  # fmt: skip
OK, NO, HID, IN = 200, 403, 404, "in"

# fmt: off
#                dan  max  carol sam  vera nina cleo clara anna lia  adam ben  dora stray nobody
EVERYBODY     = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK)
SIGNED_IN     = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  IN)
NOBODY_YET    = (HID,) * 14 + (IN,)
SEES          = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  OK,  IN)
SEES_HIM      = (OK,  OK,  OK,  OK,  OK,  OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
CREATES       = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
EDITS_HIM     = (NO,  OK,  OK,  HID, HID, OK,  NO,  HID, OK,  NO,  NO,  HID, HID, HID, IN)
ASSIGNS_HIM   = (OK,  OK,  NO,  NO,  NO,  OK,  HID, NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
REVEALS_HIM   = (OK,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
HIS_HISTORY   = (OK,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  NO,  NO,  HID, HID, HID, IN)
ASSIGNS       = (OK,  OK,  NO,  NO,  NO,  OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
ANNAS_PASSING = (OK,  OK,  HID, HID, HID, OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
EDITS         = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
MERGES        = (NO,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  IN)
MERGES_HIM    = (NO,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  HID, IN)
IMPORTS       = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
NINAS_JOB     = (HID, HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, HID, HID, HID, IN)
SEES_SEGMENTS = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
MAKES_SEGMENT = (NO,  OK,  NO,  NO,  NO,  OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
SEES_TIERS    = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
KEEPS_TIERS   = (OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
RUNS_TIERS    = (NO,  OK,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
PROPOSES_HIS  = (NO,  OK,  OK,  HID, HID, OK,  HID, NO,  OK,  NO,  NO,  HID, HID, HID, IN)
DECIDES_HIS   = (OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
VISITS        = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
ANNAS_VISIT   = (OK,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  NO,  NO,  HID, HID, HID, IN)
COMPLAINTS    = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
ANNAS_COMPLAINT=(OK,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  NO,  NO,  HID, HID, HID, IN)
SEES_PAPERS   = (OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
HIS_PAPERS    = (OK,  OK,  OK,  HID, HID, OK,  NO,  NO,  OK,  NO,  NO,  HID, HID, HID, IN)
KEEPS_HIS     = (NO,  NO,  OK,  HID, HID, OK,  NO,  NO,  OK,  NO,  NO,  HID, HID, HID, IN)
FIELDS        = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
REVIEWS_HERS  = (NO,  OK,  OK,  NO,  NO,  NO,  HID, NO,  NO,  NO,  NO,  NO,  NO,  HID, IN)
ANNAS_OWN     = (HID, HID, HID, HID, HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, IN)
READS_AUDIT   = (OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
LEADS         = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  OK,  IN)
HER_LEAD      = (OK,  OK,  OK,  OK,  HID, OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
NEW_LEADS     = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
WORKS_HERS    = (NO,  OK,  OK,  OK,  HID, OK,  NO,  HID, OK,  HID, NO,  HID, HID, HID, IN)
HANDS_HERS    = (NO,  OK,  OK,  OK,  NO,  NO,  NO,  HID, OK,  NO,  NO,  HID, HID, HID, IN)
CONVERTS_HERS = (NO,  OK,  OK,  OK,  HID, OK,  NO,  NO,  OK,  NO,  NO,  HID, HID, HID, IN)
CLAIMS        = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  HID, NO,  OK,  HID, OK,  IN)
PLANS         = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  OK,  IN)
HER_PLAN      = (OK,  OK,  OK,  OK,  HID, OK,  HID, HID, OK,  HID, NO,  HID, HID, HID, IN)
SETS_HERS     = (NO,  OK,  OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  HID, IN)
TAKES         = (NO,  OK,  OK,  OK,  OK,  OK,  NO,  HID, OK,  NO,  NO,  OK,  HID, OK,  IN)
STEERS        = (NO,  OK,  OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  IN)
KEEPS_FIELDS  = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
SEES_TIERS    = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
RULES_TIERS   = (OK,  OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
RECORDS_HIS   = (NO,  OK,  OK,  HID, HID, OK,  HID, HID, OK,  NO,  NO,  HID, HID, HID, IN)
WORDS_CONSENT = (NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
EXPORTS       = (OK,  OK,  OK,  NO,  NO,  OK,  OK,  NO,  NO,  NO,  OK,  NO,  NO,  OK,  IN)
NINAS_EXPORT  = (OK,  HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, HID, HID, HID, IN)
NINA_FETCHES  = (HID, HID, HID, HID, HID, OK,  HID, HID, HID, HID, HID, HID, HID, HID, IN)
DECIDES       = (OK,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  IN)
ADMINISTERS   = (NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  NO,  IN)
SEES_QUALITY  = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  NO,  OK,  OK,  OK,  IN)
SEES_ADOPTION = (OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  OK,  NO,  OK,  OK,  OK,  OK,  IN)
REMINDS_HER   = (OK,  OK,  OK,  NO,  NO,  OK,  NO,  NO,  NO,  NO,  OK,  NO,  NO,  HID, IN)
# fmt: on
