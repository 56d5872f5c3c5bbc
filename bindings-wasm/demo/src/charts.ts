// The parts of ECharts that this page uses.
import { BarChart, MapChart, RadarChart } from "echarts/charts";
import { GeoComponent, GridComponent, LegendComponent, RadarComponent, TooltipComponent } from "echarts/components";
import * as charts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

charts.use([BarChart, MapChart, RadarChart, GeoComponent, GridComponent, LegendComponent, RadarComponent, TooltipComponent, CanvasRenderer]);

export { charts };
export type { EChartsCoreOption, EChartsType } from "echarts/core";

/** Colours of grades, from best to worst, told apart by lightness too. */
export const GRADE_COLOURS = { very_good: "#0f766e", good: "#5bb8a6", fair: "#f0b752", insufficient: "#c2513d", ungraded: "#cfd8dc" } as const;

/** Text in charts. A tooltip is drawn, since markup with styles of its own would need a wider policy. */
export const TEXT = { fontFamily: "inherit", color: "#33474f", fontSize: 12 };
export const TOOLTIP = { renderMode: "richText", confine: true, backgroundColor: "#fff", borderColor: "#cfd8dc", textStyle: TEXT } as const;
