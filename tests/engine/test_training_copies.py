"""The copies of the weights that are looked at while a run trains."""

from tests.bench import samples


def test_a_run_of_another_size_is_watched_after_one_that_was_watched(another, tmp_path):
    with another(tmp_path) as engine:
        engine.ready()
        engine.open_file(samples.write_series(tmp_path))
        for hidden in (8, 16, 8):
            run = engine.new_run(samples.config("lstm", samples.Size(4, 20, hidden)))
            engine.play(run.run)
            step = 0
            for _ in range(3):
                step = engine.frame(run.run, run.validation_probe, have_step=step).step
            assert step >= 3
