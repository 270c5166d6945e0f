import {
  BellRing,
  ChartLine,
  Contact,
  Gauge,
  Globe,
  LayoutDashboard,
  type LucideIcon,
  Megaphone,
  Router,
  ScrollText,
  Server,
  ShieldCheck,
  SquareTerminal,
  UserRound,
  UsersRound,
  Waypoints,
} from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  users: UsersRound,
  groups: Contact,
  roles: ShieldCheck,
  realms: Globe,
  servers: Server,
  commands: SquareTerminal,
  announcements: Megaphone,
  cluster: Waypoints,
  overview: Gauge,
  metrics: ChartLine,
  boards: LayoutDashboard,
  devices: Router,
  alerts: BellRing,
  audit: ScrollText,
  me: UserRound,
};

export function NavIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? Globe;
  return <Icon aria-hidden />;
}
