/** Everything that only machines with zones need. Loaded with the first of them. */
import { linuxBrushes } from '../../render/linux-brushes.ts';
import { late } from '../../render/names.ts';
import './zones.ts';

export { linuxExtra } from './extra.ts';
export { zoneNow } from './zone-choice.ts';

late.brushes = linuxBrushes;
