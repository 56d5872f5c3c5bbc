use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::Catalogue;

proptest! {
    /// Every area holds as many chosen rows as have it among their ancestors.
    #[test]
    fn rows_are_counted_once_for_every_area_above(
        communities in proptest::collection::vec(proptest::option::of(0..3_usize), 1..6),
        buildings in proptest::collection::vec((proptest::option::of(0..6_usize), any::<bool>()), 1..40),
    ) {
        let catalogue = Catalogue::builtin("mohurd-2025").unwrap();
        let text = |parent: Option<usize>, prefix: &str| parent.map(|parent| format!("{prefix}{parent}")).unwrap_or_default();
        let blocks = "id,城市\nk0,t\nk1,t\nk2,t\n";
        let mut middle = String::from("id,街道\n");
        for (row, block) in communities.iter().enumerate() {
            let _ = writeln!(middle, "m{row},{}", text(*block, "k"));
        }
        let mut low = String::from("id,社区,砌体粉化开裂\n");
        for (row, (community, yes)) in buildings.iter().enumerate() {
            let community = community.filter(|community| *community < communities.len());
            let _ = writeln!(low, "b{row},{},{}", text(community, "m"), u8::from(*yes));
        }
        let dataset = Dataset::builder(&catalogue)
            .csv("block.csv", None, blocks)
            .csv("community.csv", None, middle)
            .csv("building.csv", None, low)
            .build()
            .unwrap();
        let table = dataset.table_place("building").unwrap();
        let chosen: Bits = buildings.iter().map(|(_, yes)| *yes).collect();
        let counts = Counts::of(&dataset, table, chosen);
        let tree = dataset.tree();
        for (place, areas) in dataset.tables().iter().enumerate().filter(|(place, _)| *place > table) {
            for row in 0..areas.len() {
                let global = tree.global(place, row).unwrap();
                let inside = |building: &usize| {
                    let number = tree.global(table, *building).unwrap();
                    buildings[*building].1 && tree.ancestors(number).any(|above| above == global)
                };
                let expected = (0..buildings.len()).filter(inside).count();
                prop_assert_eq!(counts.at(&dataset, place, row), u64::try_from(expected).unwrap());
            }
        }
    }
}
