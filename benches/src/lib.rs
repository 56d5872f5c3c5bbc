//! Made-up cities of any size, the same on every run, for benches.

use cityvitals::dataset::TableInput;
use cityvitals::{Catalogue, Dataset, Diagnostics};

/// How many areas of each level a made-up country has.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Buildings.
    pub buildings: usize,
    /// Compounds.
    pub compounds: usize,
    /// Communities.
    pub communities: usize,
    /// Blocks.
    pub blocks: usize,
    /// Cities.
    pub cities: usize,
}

/// The size that the housing indicators are measured at.
pub const MILLION: Size = Size {
    buildings: 1_000_000,
    compounds: 60_000,
    communities: 12_000,
    blocks: 1_500,
    cities: 40,
};

/// The flags of the nine housing indicators that a building's row holds: every checklist item, and the age conditions as numbers.
pub const FLAGS: [&str; 31] = [
    "census_screened",
    "concrete_member_crack",
    "load_bearing_member_removed",
    "masonry_decay",
    "illegal_balcony_or_bay_window",
    "gas_pipe_corroded_or_damaged",
    "stair_parts_damaged",
    "shaft_blocked",
    "fire_door_defective",
    "hydrant_defective",
    "extinguisher_missing",
    "exit_sign_defective",
    "passage_cluttered",
    "bikes_parked_or_charged",
    "facade_cracked_or_falling",
    "hung_items_loose",
    "window_glass_broken",
    "roof_leak",
    "wall_or_basement_seepage",
    "water_or_drain_leak_or_block",
    "heating_below_standard",
    "power_telecom_exposed_or_private",
    "lift_feasible_not_added",
    "entrance_not_accessible",
    "stair_handrail_missing",
    "vulnerable_elderly_home_not_adapted",
    "diagnosis_needs_retrofit",
    "safe_20_years_after",
    "not_in_demolition_plan",
    "not_yet_retrofitted",
    "no_fibre_to_home",
];

/// A small generator of evenly spread numbers; nothing here needs more.
#[derive(Clone, Copy, Debug)]
pub struct Spread(u64);

impl Spread {
    /// Begins at a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

fn ids(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix}{number}")).collect()
}

/// Ids of the parents of `count` rows, spread evenly over `parents`.
fn spread_over(prefix: &str, count: usize, parents: usize) -> Vec<String> {
    (0..count).map(|row| format!("{prefix}{}", row * parents / count.max(1))).collect()
}

/// Builds a made-up country of buildings with flags.
///
/// # Errors
///
/// None; the dataset is sound.
pub fn housing(catalogue: &Catalogue, size: Size) -> Result<Dataset, Diagnostics> {
    let mut random = Spread::new(2025);
    let mut buildings = TableInput::new("building")
        .ids(ids("b", size.buildings))
        .parents("compound", spread_over("c", size.buildings, size.compounds));
    for flag in FLAGS {
        // One flag in thirty is set, and one in two hundred was not handed in.
        let values: Vec<Option<bool>> = (0..size.buildings)
            .map(|_| {
                let number = random.next();
                (!number.is_multiple_of(200)).then_some((number >> 8).is_multiple_of(30))
            })
            .collect();
        buildings = buildings.flag(flag, values);
    }
    let ages: Vec<i64> = (0..size.buildings)
        .map(|_| i64::try_from(random.next() % 40).unwrap_or_default())
        .collect();
    let completion: Vec<i64> = ages.iter().map(|age| 2025 - age).collect();
    buildings = buildings
        .mantissas("gas_riser_age_years", "year", ages, 0, None)
        .mantissas("completion_year", "year", completion, 0, None);
    let dwellings = size.buildings / 5;
    let mut flag = || -> Vec<Option<bool>> { (0..dwellings).map(|_| Some(random.next().is_multiple_of(30))).collect() };
    let (kitchens, bathrooms) = (flag(), flag());
    let dwellings = TableInput::new("dwelling")
        .ids(ids("d", dwellings))
        .parents("building", spread_over("b", dwellings, size.buildings))
        .flag("no_own_kitchen", kitchens)
        .flag("no_own_bathroom", bathrooms);
    Dataset::builder(catalogue)
        .table(TableInput::new("city").ids(ids("t", size.cities)))
        .table(
            TableInput::new("block")
                .ids(ids("k", size.blocks))
                .parents("city", spread_over("t", size.blocks, size.cities)),
        )
        .table(
            TableInput::new("community")
                .ids(ids("m", size.communities))
                .parents("block", spread_over("k", size.communities, size.blocks)),
        )
        .table(
            TableInput::new("compound")
                .ids(ids("c", size.compounds))
                .parents("community", spread_over("m", size.compounds, size.communities)),
        )
        .table(buildings)
        .table(dwellings)
        .build()
}
