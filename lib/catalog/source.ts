import type { Tree } from '../config/directory.ts';
import type { Reader } from '../directory/port.ts';
import type { Database } from './database.ts';
import type { Landscape } from './landscape.ts';

/** What rows are made from and where they go. */
export type Source = { reader: Reader; db: Database; tree: Tree };

export type SurveyedSource = Source & { landscape: Landscape };
