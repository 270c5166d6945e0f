import { readMyPhoto } from '#lib/services/me/my-photo.ts';
import { photoAnswer } from '#lib/web/photo-route.ts';

export const dynamic = 'force-dynamic';

export const GET = (): Promise<Response> => photoAnswer(readMyPhoto, {});
