import { Button } from '#app/_ui/button.tsx';

export default function NotFound() {
  return (
    <div className="mx-auto max-w-180 p-10">
      <h1 className="font-semibold text-xl">There is nothing here</h1>
      <p className="mt-1 mb-4 text-soft">It was moved or deleted, or it is not yours to see.</p>
      <Button href="/">Go to the start page</Button>
    </div>
  );
}
