export { createObjectStore } from './create-object-store.js';
export { ObjectStoreConfig, openObjectStore } from './object-store.config.js';
export type { ByteSource, ObjectStat, ObjectStore, PutOptions, ReadOptions, StoredObject } from './object-store.js';
export { defaultObjectStoreSettings, type HttpSourceSettings, type ObjectStoreSettings, type S3Settings } from './settings.js';
