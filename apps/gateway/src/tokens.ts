/** What controllers ask for by name; the module says what stands behind. */
export const API_KEYS = Symbol('API_KEYS');
export const DATABASE = Symbol('DATABASE');
export const OBJECT_STORE = Symbol('OBJECT_STORE');
export const PAGE_IMAGES = Symbol('PAGE_IMAGES');
export const INTAKE = Symbol('INTAKE');
export const ANNOUNCER = Symbol('ANNOUNCER');
export const LIVE = Symbol('LIVE');
export const LOG = Symbol('LOG');
export const STREAM_STATS = Symbol('STREAM_STATS');
export const UPLOAD_LIMITS = Symbol('UPLOAD_LIMITS');
export const REPUBLISH = Symbol('REPUBLISH');
export const REVIEW = Symbol('REVIEW');
